/* SPDX-License-Identifier: MIT */
/*
 * The private socket. Whoever can write to its directory could put another socket in its place, so the
 * directory is opened without following links, must be ours and is made 0700 before anything in it is
 * believed. A lock on the directory keeps two daemons that start together from removing each other's socket.
 */

#include "private-socket.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "i18n.h"

enum { N_LOCK_TRIES = 40, LOCK_TRY_MS = 50, N_PENDING_MAX = 16 };

struct PrivateSocket {
        int fd, directory_fd;
        const char *name; /* within the directory: the end of address.sun_path */
        struct sockaddr_un address;
        dev_t device;
        ino_t inode;
};

int private_socket_fd(const PrivateSocket *self)
{
        return self->fd;
}

void private_socket_free(PrivateSocket *self)
{
        struct stat st;

        if (!self)
                return;
        if (self->fd >= 0) {
                if (fstatat(self->directory_fd, self->name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
                    st.st_dev == self->device && st.st_ino == self->inode)
                        unlinkat(self->directory_fd, self->name, 0);
                close(self->fd);
        }
        if (self->directory_fd >= 0)
                close(self->directory_fd);
        free(self);
}

static int address_set(struct sockaddr_un *address, const char *path, Error *error)
{
        *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
        if (path[0] != '/')
                return error_set(error, -EINVAL, _("the socket's path '%s' does not begin with /"), path);
        if (strlen(path) >= sizeof address->sun_path)
                return error_set(
                        error, -ENAMETOOLONG,
                        _("%s: too long for a socket (%zu bytes at most); set XDG_RUNTIME_DIR to a shorter "
                          "one"),
                        path, sizeof address->sun_path - 1);
        strcpy(address->sun_path, path);
        return 0;
}

/* uid of the other end must be ours or root's. */
static bool peer_is_trusted(int fd)
{
        struct ucred peer;
        socklen_t n = sizeof peer;

        if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) < 0)
                return false;
        return peer.uid == geteuid() || peer.uid == 0;
}

static int connect_to(const struct sockaddr_un *address)
{
        _cleanup_close_ int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        int taken;

        if (fd < 0)
                return -errno;
        if (connect(fd, (const struct sockaddr *) address, sizeof *address) < 0)
                return -errno;
        taken = fd;
        fd = -1;
        return taken;
}

int private_socket_connect(const char *path, Error *error)
{
        struct sockaddr_un address;
        _cleanup_close_ int fd = -1;
        int r, taken;

        r = address_set(&address, path, error);
        if (r < 0)
                return r;
        fd = connect_to(&address);
        if (fd < 0)
                return error_set(error, fd, "%s: %s", path, strerror(-fd));
        if (!peer_is_trusted(fd))
                return error_set(
                        error, -EPERM, _("%s: the daemon there runs as another user; it is not used"), path);
        taken = fd;
        fd = -1;
        return taken;
}

int private_socket_accept(PrivateSocket *self)
{
        _cleanup_close_ int fd = accept4(self->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        int taken;

        if (fd < 0)
                return errno == ECONNABORTED || errno == EINTR ? -EAGAIN : -errno;
        if (!peer_is_trusted(fd))
                return -EPERM;
        taken = fd;
        fd = -1;
        return taken;
}

/* Opens (and makes) the directory, ours and for nobody else. */
static int open_directory(PrivateSocket *self, const char *path, Error *error)
{
        struct stat st;

        if (mkdir(path, 0700) < 0 && errno != EEXIST)
                return error_set(error, -errno, _("%s: cannot be made: %s"), path, strerror(errno));
        self->directory_fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (self->directory_fd < 0 && (errno == ELOOP || errno == ENOTDIR))
                return error_set(
                        error, -EPERM, _("%s: is a link or no directory; it is not used; remove it"), path);
        if (self->directory_fd < 0)
                return error_set(error, -errno, "%s: %s", path, strerror(errno));
        if (fstat(self->directory_fd, &st) < 0)
                return error_set(error, -errno, "%s: %s", path, strerror(errno));
        if (st.st_uid != geteuid())
                return error_set(
                        error, -EPERM, _("%s: belongs to another user; it is not used; set XDG_RUNTIME_DIR"),
                        path);
        if ((st.st_mode & 07777) != 0700 && fchmod(self->directory_fd, 0700) < 0)
                return error_set(error, -errno, _("%s: cannot be made private: %s"), path, strerror(errno));
        return 0;
}

static int lock_directory(PrivateSocket *self, const char *path, Error *error)
{
        for (int i = 0; i < N_LOCK_TRIES; i++) {
                if (flock(self->directory_fd, LOCK_EX | LOCK_NB) == 0)
                        return 0;
                if (errno != EWOULDBLOCK && errno != EINTR)
                        return error_set(
                                error, -errno, _("%s: cannot be locked: %s"), path, strerror(errno));
                poll(NULL, 0, LOCK_TRY_MS);
        }
        return error_set(error, -EBUSY, _("%s: another program keeps it locked; try again"), path);
}

/* Removes what a dead daemon left. -EEXIST if the daemon lives. */
static int remove_stale(PrivateSocket *self, Error *error)
{
        const char *path = self->address.sun_path;
        _cleanup_close_ int fd = -1;
        struct stat st;

        if (fstatat(self->directory_fd, self->name, &st, AT_SYMLINK_NOFOLLOW) < 0)
                return errno == ENOENT ? 0 : error_set(error, -errno, "%s: %s", path, strerror(errno));
        if (!S_ISSOCK(st.st_mode) || st.st_uid != geteuid())
                return error_set(
                        error, -EPERM,
                        S_ISSOCK(st.st_mode) ? _("%s: belongs to another user; it is not touched; remove it")
                                             : _("%s: is not a socket; it is not touched; remove it"),
                        path);
        fd = connect_to(&self->address);
        if (fd >= 0 || fd == -EAGAIN) /* -EAGAIN: it lives, and its queue is full */
                return error_set(
                        error, -EEXIST,
                        _("limberd already runs (it listens on %s); stop it first with: limber stop"), path);
        if (fd != -ECONNREFUSED)
                return error_set(error, fd, _("%s: cannot be tried: %s"), path, strerror(-fd));
        if (unlinkat(self->directory_fd, self->name, 0) < 0 && errno != ENOENT)
                return error_set(error, -errno, _("%s: cannot be removed: %s"), path, strerror(errno));
        return 0;
}

static int start_listening(PrivateSocket *self, Error *error)
{
        const char *path = self->address.sun_path;
        struct stat st;
        mode_t mask;
        int r;

        self->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (self->fd < 0)
                return error_set(error, -errno, "%s: %s", path, strerror(errno));
        mask = umask(0177);
        r = bind(self->fd, (const struct sockaddr *) &self->address, sizeof self->address) < 0 ? -errno : 0;
        umask(mask);
        if (r >= 0 && fstatat(self->directory_fd, self->name, &st, AT_SYMLINK_NOFOLLOW) < 0)
                r = -errno; /* somebody moved the directory away */
        if (r < 0)
                return error_set(error, r, _("%s: cannot listen there: %s"), path, strerror(-r));
        self->device = st.st_dev;
        self->inode = st.st_ino;
        if (listen(self->fd, N_PENDING_MAX) < 0)
                return error_set(error, -errno, _("%s: cannot listen there: %s"), path, strerror(errno));
        return 0;
}

int private_socket_open(const char *path, PrivateSocket **ret, Error *error)
{
        _cleanup_(private_socket_freep) PrivateSocket *self = calloc(1, sizeof *self);
        char directory[sizeof self->address.sun_path];
        const char *slash;
        int r;

        if (!self)
                return -ENOMEM;
        self->fd = self->directory_fd = -1;
        r = address_set(&self->address, path, error);
        if (r < 0)
                return r;
        slash = strrchr(self->address.sun_path, '/');
        if (slash == self->address.sun_path || slash[1] == '\0')
                return error_set(error, -EINVAL, _("%s: is not a place for a socket"), path);
        self->name = slash + 1;
        memcpy(directory, path, (size_t) (slash - self->address.sun_path));
        directory[slash - self->address.sun_path] = '\0';

        r = open_directory(self, directory, error);
        if (r < 0)
                return r;
        r = lock_directory(self, directory, error);
        if (r < 0)
                return r;
        r = remove_stale(self, error);
        if (r < 0)
                return r;
        r = start_listening(self, error);
        if (r < 0)
                return r;
        flock(self->directory_fd, LOCK_UN);
        *ret = TAKE_PTR(self);
        return 0;
}
