/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"
#include "sha256.h"
#include "uuid.h"

static void assert_sha256(const char *text, size_t repeats, const char *expected)
{
        uint8_t digest[SHA256_SIZE];
        char hex[2 * SHA256_SIZE + 1];
        Sha256 sha;

        sha256_init(&sha);
        for (size_t i = 0; i < repeats; i++)
                sha256_add(&sha, text, strlen(text));
        sha256_finish(&sha, digest);
        for (int i = 0; i < SHA256_SIZE; i++)
                snprintf(hex + 2 * i, 3, "%02x", digest[i]);
        assert_string_equal(hex, expected);
}

/* FIPS 180-4's examples, and the lengths around the padding (from coreutils' sha256sum). */
static void test_sha256(void **state)
{
        assert_sha256("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_sha256("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_sha256(
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        assert_sha256("a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        assert_sha256("a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
        assert_sha256("a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
        assert_sha256("a", 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
        assert_sha256("a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}

static void test_layout(void **state)
{
        /* RFC 9562, appendix A.6: its example's time. */
        WallTime wall = { INT64_C(0x017f22e279b0) };
        char text[UUID_TEXT_SIZE];
        Uuid uuid;

        assert_int_equal(uuid_random_v7(wall, &uuid), 0);
        uuid_format(&uuid, text);
        assert_int_equal(strlen(text), 36);
        assert_memory_equal(text, "017f22e2-79b0-7", 15);
        assert_non_null(strchr("89ab", text[19]));
        assert_int_equal(uuid_wall(&uuid).ms, wall.ms);
        uuid = uuid_derive(wall, &sample_device, "bout", NULL, 0);
        uuid_format(&uuid, text);
        assert_memory_equal(text, "017f22e2-79b0-7", 15);
        assert_non_null(strchr("89ab", text[19]));
        uuid = uuid_derive((WallTime){ -5 }, &sample_device, "bout", NULL, 0);
        assert_int_equal(uuid_wall(&uuid).ms, 0);
        uuid = uuid_derive((WallTime){ WALL_MS_MAX }, &sample_device, "bout", NULL, 0);
        assert_int_equal(uuid_wall(&uuid).ms, WALL_MS_MAX);
}

/* The same four things give the same id; any one that differs, another. */
static void test_derive(void **state)
{
        WallTime wall = { MONDAY_MS };
        Uuid other = sample_device;
        Uuid ids[] = {
                uuid_derive(wall, &sample_device, "bout", "k", 1),
                uuid_derive((WallTime){ MONDAY_MS + 1 }, &sample_device, "bout", "k", 1),
                (other.bytes[15]++, uuid_derive(wall, &other, "bout", "k", 1)),
                uuid_derive(wall, &sample_device, "boutk", NULL, 0),
                uuid_derive(wall, &sample_device, "bout", NULL, 0),
                uuid_derive(wall, &sample_device, "bout", "l", 1),
                uuid_derive(wall, &sample_device, "bout", "k", 2),
        };
        Uuid again = uuid_derive(wall, &sample_device, "bout", "k", 1);

        assert_true(uuid_equals(&again, &ids[0]));
        for (size_t i = 0; i < ELEMENTSOF(ids); i++)
                for (size_t j = 0; j < i; j++)
                        assert_false(uuid_equals(&ids[i], &ids[j]));
}

/* Written once and for all: an id that changes would store every fact again after an update. */
static void test_ids_stay(void **state)
{
        static const char *const expected[] = {
                "019b8d62-7a80-7b5b-9592-6ed2608119e4", "019b8d62-7a80-7cbd-a19b-e4b7faf9540a",
                "019b8d62-7a80-7bed-842b-b8e6f2c9a3e6", "019b8d62-7a80-7eff-bd41-5363c0bf1122",
                "019b8d62-7a80-79a6-a8bd-23e9725aa260",
        };
        const Record records[] = {
                sample_bout(MONDAY_MS, 1000),
                sample_away(MONDAY_MS, 1000, AWAY_LOCK),
                sample_break(MONDAY_MS, 60000, OUTCOME_DONE),
                sample_stretch(MONDAY_MS, "neck-rolls", RECORD_END_FINISHED),
                sample_import(MONDAY_MS, 5),
        };
        char text[UUID_TEXT_SIZE];

        for (size_t i = 0; i < ELEMENTSOF(records); i++)
                assert_string_equal(uuid_format(&records[i].id, text), expected[i]);
}

/* A bout that was written at its end and once more, shorter, from the snapshot is one fact. */
static void test_identify(void **state)
{
        Record a = sample_bout(MONDAY_MS, 1000), b = sample_bout(MONDAY_MS, 900), c = a, d;

        assert_true(uuid_equals(&a.id, &b.id));
        record_identify(&c, &sample_device, "x", 1);
        assert_false(uuid_equals(&a.id, &c.id));
        d = a;
        d.replaces = a.id;
        record_identify(&d, &sample_device, NULL, 0);
        assert_false(uuid_equals(&a.id, &d.id));
        a = sample_stretch(MONDAY_MS, "neck-rolls", RECORD_END_QUIT);
        b = sample_stretch(MONDAY_MS, "shoulder-shrugs", RECORD_END_QUIT);
        assert_false(uuid_equals(&a.id, &b.id));
}

static void test_parse(void **state)
{
        static const char *const wrong[] = {
                "",
                "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
                "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
                "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
                "017f22e2+79b0-7cc3-98c4-dc0c0c07398f",
                "017f22e279b0-7cc3-98c4-dc0c0c07398f-",
                "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
        };
        const char *right = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
        char text[UUID_TEXT_SIZE];
        Uuid uuid, upper;

        assert_int_equal(uuid_parse(slice_of(right), &uuid), 0);
        assert_string_equal(uuid_format(&uuid, text), right);
        assert_int_equal(uuid_parse(slice_of("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), &upper), 0);
        assert_true(uuid_equals(&uuid, &upper));
        for (size_t i = 0; i < ELEMENTSOF(wrong); i++)
                assert_int_equal(uuid_parse(slice_of(wrong[i]), &uuid), -EINVAL);
}

/* Ids sort as their times do. */
static void test_sorted(void **state)
{
        Uuid earlier = { 0 };

        for (int64_t ms = 0; ms < WALL_MS_MAX; ms = ms * 3 + 1) {
                Uuid later = uuid_derive((WallTime){ ms }, &sample_device, "bout", NULL, 0);

                assert_true(uuid_compare(&earlier, &later) < 0);
                earlier = later;
        }
}

static void test_set_name(void **state)
{
        char name[RECORD_NAME_SIZE], text[200];

        memset(text, 'a', sizeof text);
        text[RECORD_NAME_SIZE - 1] = '\0';
        record_set_name(name, text);
        assert_string_equal(name, text);
        memcpy(text + RECORD_NAME_SIZE - 2, "\xc3\xa9", 3); /* e acute across the end */
        record_set_name(name, text);
        assert_int_equal(strlen(name), RECORD_NAME_SIZE - 2);
        record_set_name(name, "x11");
        assert_string_equal(name, "x11");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_sha256),   cmocka_unit_test(test_layout),
                cmocka_unit_test(test_derive),   cmocka_unit_test(test_ids_stay),
                cmocka_unit_test(test_identify), cmocka_unit_test(test_parse),
                cmocka_unit_test(test_sorted),   cmocka_unit_test(test_set_name),
        };

        return cmocka_run_group_tests_name("uuid", tests, NULL, NULL);
}
