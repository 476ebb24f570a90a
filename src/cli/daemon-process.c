/* SPDX-License-Identifier: MIT */
/* A listening socket knows who made it listen, also where nobody accepts. A pidfd never means another one.
 */

#include "daemon-process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "macro.h"

enum { TERM_TIMEOUT_MS = 3000, KILL_TIMEOUT_MS = 2000 };

int daemon_process_open(const char *path)
{
        struct sockaddr_un address = { .sun_family = AF_UNIX };
        _cleanup_close_ int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        struct ucred peer;
        socklen_t n = sizeof peer;
        int pidfd;

        if (strlen(path) >= sizeof address.sun_path)
                return -ENAMETOOLONG;
        strcpy(address.sun_path, path);
        if (fd < 0 || connect(fd, (const struct sockaddr *) &address, sizeof address) < 0 ||
            getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) < 0)
                return -errno;
        if (peer.uid != geteuid() || peer.pid <= 1)
                return -EPERM;
        pidfd = pidfd_open(peer.pid, 0);
        return pidfd < 0 ? -errno : pidfd;
}

bool daemon_process_wait(int pidfd, int timeout_ms)
{
        struct pollfd fds = { .fd = pidfd, .events = POLLIN };

        return poll(&fds, 1, timeout_ms) > 0;
}

bool daemon_process_end(int pidfd)
{
        if (pidfd_send_signal(pidfd, SIGTERM, NULL, 0) == 0 && daemon_process_wait(pidfd, TERM_TIMEOUT_MS))
                return true;
        if (pidfd_send_signal(pidfd, SIGKILL, NULL, 0) < 0)
                return errno == ESRCH;
        return daemon_process_wait(pidfd, KILL_TIMEOUT_MS);
}
