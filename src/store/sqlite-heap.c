/* SPDX-License-Identifier: MIT */
/*
 * Regions from the kernel, cut from front to back; what is freed waits in a list of its size (four sizes to
 * each power of two) and is never joined: a store is open for milliseconds, or for one report. What is large
 * has a mapping of its own. SQLite calls under its own lock.
 */

#include "sqlite-heap.h"

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include "macro.h"

enum {
        HEADER_SIZE = 16, /* keeps what follows aligned */
        REGION_SIZE = 256 * 1024,
        LARGE_SIZE = 64 * 1024, /* from here on a mapping of its own */
        N_SIZES = 4 * 17,
};

typedef struct Chunk {
        size_t size;        /* usable bytes after the header */
        struct Chunk *next; /* while it is free; else the first of the usable bytes */
} Chunk;

typedef struct Region {
        struct Region *next;
} Region;

/* SQLite's allocator has no place for a pointer of ours. */
static struct {
        Region *regions;
        uint8_t *at, *end; /* what is left of the first region */
        Chunk *free[N_SIZES];
} heap;

/* Rounds up to the next of the sizes: 16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, ... */
static size_t round_up(size_t n, size_t *ret_index)
{
        size_t log, quarter;

        n = MAX((n + 15) & ~(size_t) 15, (size_t) 16);
        log = (size_t) (63 - __builtin_clzll(n - 1));
        quarter = (n - 1) >> (log - 2);
        *ret_index = 4 * log + (quarter & 3);
        return (quarter + 1) << (log - 2);
}

static void *map(size_t n)
{
        void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

        return p == MAP_FAILED ? NULL : p;
}

static Chunk *chunk_of(void *p)
{
        return (Chunk *) (void *) ((uint8_t *) p - HEADER_SIZE);
}

static void *bytes_of(Chunk *chunk)
{
        return (uint8_t *) chunk + HEADER_SIZE;
}

static Chunk *cut(size_t size)
{
        Chunk *chunk;

        if (!heap.at || (size_t) (heap.end - heap.at) < HEADER_SIZE + size) {
                Region *region = map(REGION_SIZE);

                if (!region)
                        return NULL;
                region->next = heap.regions;
                heap.regions = region;
                heap.at = (uint8_t *) region + HEADER_SIZE;
                heap.end = (uint8_t *) region + REGION_SIZE;
        }
        chunk = (Chunk *) (void *) heap.at;
        heap.at += HEADER_SIZE + size;
        chunk->size = size;
        return chunk;
}

static void *heap_malloc(int n)
{
        size_t index, size;
        Chunk *chunk;

        if (n <= 0)
                return NULL;
        if (n > LARGE_SIZE) {
                chunk = map((size_t) n + HEADER_SIZE);
                if (chunk)
                        chunk->size = (size_t) n;
                return chunk ? bytes_of(chunk) : NULL;
        }
        size = round_up((size_t) n, &index);
        chunk = heap.free[index];
        if (chunk)
                heap.free[index] = chunk->next;
        else
                chunk = cut(size);
        return chunk ? bytes_of(chunk) : NULL;
}

static void heap_free(void *p)
{
        size_t index;
        Chunk *chunk;

        if (!p)
                return;
        chunk = chunk_of(p);
        if (chunk->size > LARGE_SIZE) {
                munmap(chunk, chunk->size + HEADER_SIZE);
                return;
        }
        round_up(chunk->size, &index);
        chunk->next = heap.free[index];
        heap.free[index] = chunk;
}

static int heap_size(void *p)
{
        return p ? (int) chunk_of(p)->size : 0;
}

static void *heap_realloc(void *p, int n)
{
        void *grown;

        if (n <= heap_size(p))
                return p;
        grown = heap_malloc(n);
        if (grown) {
                memcpy(grown, p, chunk_of(p)->size);
                heap_free(p);
        }
        return grown;
}

static int heap_roundup(int n)
{
        size_t index;

        return n <= 0 || n > LARGE_SIZE ? (n + 15) & ~15 : (int) round_up((size_t) n, &index);
}

static int heap_init(void *unused)
{
        return SQLITE_OK;
}

static void heap_shutdown(void *unused)
{
        while (heap.regions) {
                Region *region = heap.regions;

                heap.regions = region->next;
                munmap(region, REGION_SIZE);
        }
        memset(&heap, 0, sizeof heap);
}

bool sqlite_heap_install(void)
{
        static const sqlite3_mem_methods methods = {
                .xMalloc = heap_malloc,
                .xFree = heap_free,
                .xRealloc = heap_realloc,
                .xSize = heap_size,
                .xRoundup = heap_roundup,
                .xInit = heap_init,
                .xShutdown = heap_shutdown,
        };

        /* Counting is what makes SQLite call under its lock. */
        return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK &&
               sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 1) == SQLITE_OK;
}
