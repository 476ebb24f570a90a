/* SPDX-License-Identifier: MIT */
/* sd-bus in the loop, on a socket pair: a call and its answer, a call that times out, the other end gone. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "loop-bus.h"
#include "loop.h"
#include "macro.h"

typedef struct Peer {
        Loop *loop;
        sd_bus *bus;
        LoopBus *loop_bus;
        int n_calls, n_closed, error;
        bool free_on_call, mute;
} Peer;

static void on_closed(LoopBus *loop_bus, int error, void *userdata)
{
        Peer *peer = userdata;

        assert_ptr_equal(loop_bus, peer->loop_bus);
        peer->n_closed++;
        peer->error = error;
        loop_bus_free(TAKE_PTR(peer->loop_bus));
        loop_quit(peer->loop);
}

static int on_ping(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Peer *peer = userdata;

        if (!sd_bus_message_is_method_call(message, "org.limber.Test", "Ping"))
                return 0;
        peer->n_calls++;
        if (peer->mute)
                return 1;
        assert_true(sd_bus_reply_method_return(message, "u", 42u) >= 0);
        if (peer->free_on_call)
                loop_bus_free(TAKE_PTR(peer->loop_bus));
        return 1;
}

static void start(Peer *peer, Loop *loop, int fd, bool server)
{
        sd_id128_t id;

        *peer = (Peer){ .loop = loop };
        assert_int_equal(sd_bus_new(&peer->bus), 0);
        assert_true(sd_bus_set_fd(peer->bus, fd, fd) >= 0);
        if (server) {
                assert_int_equal(sd_id128_randomize(&id), 0);
                assert_true(sd_bus_set_server(peer->bus, 1, id) >= 0);
                assert_true(sd_bus_add_filter(peer->bus, NULL, on_ping, peer) >= 0);
        }
        assert_true(sd_bus_start(peer->bus) >= 0);
        assert_int_equal(loop_attach_bus(loop, peer->bus, on_closed, peer, &peer->loop_bus), 0);
}

static void stop(Peer *peer)
{
        loop_bus_free(TAKE_PTR(peer->loop_bus));
        peer->bus = sd_bus_close_unref(peer->bus);
}

typedef struct Answer {
        Loop *loop;
        uint32_t value;
        int error;
} Answer;

static int on_answer(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Answer *answer = userdata;

        answer->error = sd_bus_message_get_errno(message);
        if (answer->error == 0)
                assert_true(sd_bus_message_read(message, "u", &answer->value) > 0);
        loop_quit(answer->loop);
        return 0;
}

static void call_ping(Peer *client, Answer *answer, uint64_t timeout_us)
{
        sd_bus_message *message;

        assert_true(
                sd_bus_message_new_method_call(
                        client->bus, &message, NULL, "/", "org.limber.Test", "Ping") >= 0);
        assert_true(sd_bus_call_async(client->bus, NULL, message, on_answer, answer, timeout_us) >= 0);
        sd_bus_message_unref(message);
}

static void test_call_and_answer(void **state)
{
        Loop *loop;
        Peer server, client;
        Answer answer;
        int fds[2];

        assert_int_equal(loop_new(&loop), 0);
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), 0);
        start(&server, loop, fds[0], true);
        start(&client, loop, fds[1], false);
        for (int i = 1; i <= 3; i++) {
                answer = (Answer){ .loop = loop };
                call_ping(&client, &answer, 0);
                assert_int_equal(loop_run(loop), 0);
                assert_int_equal(answer.value, 42);
                assert_int_equal(server.n_calls, i);
        }
        stop(&client);
        stop(&server);
        loop_free(loop);
}

static void test_call_times_out_and_then_nothing_wakes(void **state)
{
        Loop *loop;
        Peer server, client;
        Answer answer;
        BootTime start_time = clock_boot_now();
        struct rusage before, after;
        int fds[2];

        assert_int_equal(loop_new(&loop), 0);
        answer = (Answer){ .loop = loop };
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), 0);
        start(&server, loop, fds[0], true);
        start(&client, loop, fds[1], false);
        server.mute = true;
        call_ping(&client, &answer, 50000);
        assert_int_equal(loop_run(loop), 0);
        assert_int_equal(answer.error, ETIMEDOUT);
        assert_true(clock_boot_now().ms - start_time.ms >= 49);

        assert_int_equal(getrusage(RUSAGE_SELF, &before), 0);
        assert_int_equal(loop_run_once(loop, 30), 0);
        assert_int_equal(getrusage(RUSAGE_SELF, &after), 0);
        assert_in_range(after.ru_nvcsw - before.ru_nvcsw, 0, 1);
        stop(&client);
        stop(&server);
        loop_free(loop);
}

static void test_other_end_gone_is_told_once(void **state)
{
        Loop *loop;
        Peer client;
        Answer answer;
        int fds[2];

        assert_int_equal(loop_new(&loop), 0);
        answer = (Answer){ .loop = loop };
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), 0);
        start(&client, loop, fds[1], false);
        call_ping(&client, &answer, 0);
        close(fds[0]);
        while (client.n_closed == 0)
                assert_int_equal(loop_run(loop), 0);
        assert_int_equal(client.n_closed, 1);
        assert_true(client.error < 0);
        assert_true(answer.error != 0);
        assert_int_equal(loop_run_once(loop, 0), 0);
        assert_int_equal(client.n_closed, 1);
        stop(&client);
        loop_free(loop);
}

static void test_handler_frees_its_own_connection(void **state)
{
        Loop *loop;
        Peer server, client;
        Answer answer;
        int fds[2];

        assert_int_equal(loop_new(&loop), 0);
        answer = (Answer){ .loop = loop };
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), 0);
        start(&server, loop, fds[0], true);
        start(&client, loop, fds[1], false);
        server.free_on_call = true;
        call_ping(&client, &answer, 0);
        assert_int_equal(loop_run(loop), 0);
        assert_int_equal(server.n_calls, 1);
        assert_null(server.loop_bus);
        stop(&client);
        stop(&server);
        loop_free(loop);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_call_and_answer),
                cmocka_unit_test(test_call_times_out_and_then_nothing_wakes),
                cmocka_unit_test(test_other_end_gone_is_told_once),
                cmocka_unit_test(test_handler_frees_its_own_connection),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
