/* SPDX-License-Identifier: MIT */
/* The status there and back over a message, what is missing, unknown or wrong in one, and text fit for the
 * bus. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "bus-text.h"
#include "macro.h"
#include "status-field.h"
#include "status-record.h"

typedef struct Line {
        sd_bus *bus; /* messages need one; nothing is sent on it */
        int other_end;
} Line;

static int setup(void **state)
{
        static Line line;
        int fds[2];

        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds), 0);
        assert_true(sd_bus_new(&line.bus) >= 0);
        assert_true(sd_bus_set_fd(line.bus, fds[0], fds[0]) >= 0);
        assert_true(sd_bus_start(line.bus) >= 0);
        line.other_end = fds[1];
        *state = &line;
        return 0;
}

static int teardown(void **state)
{
        Line *line = *state;

        sd_bus_close_unref(line->bus);
        close(line->other_end);
        return 0;
}

static sd_bus_message *new_message(void **state)
{
        Line *line = *state;
        sd_bus_message *message;

        assert_true(sd_bus_message_new_signal(line->bus, &message, "/a", "a.b", "C") >= 0);
        return message;
}

static void seal(sd_bus_message *message)
{
        assert_true(sd_bus_message_seal(message, 1, 0) >= 0);
        assert_true(sd_bus_message_rewind(message, true) >= 0);
}

static void fill(StatusRecord *record)
{
        status_record_init(record);
        record->now = (WallTime){ 1767603600250 };
        strcpy(record->version, "0.1.0");
        strcpy(record->source, "x11");
        strcpy(record->source_problem, "it stutters");
        strcpy(record->config_error, "limber.conf:3: é");
        strcpy(record->store_problem, "full");
        record->present = record->gone = record->bout_open = record->paused = record->session = true;
        record->gone_reason = GONE_LOST;
        record->posture = POSTURE_STANDING;
        record->bout_ms = 2820000;
        record->bout_start = (WallTime){ 1767600780250 };
        record->busy = 1u << BUSY_MIC | 1u << BUSY_USER;
        record->paused_until = (WallTime){ 1767607200000 };
        strcpy(record->break_name, "walk");
        record->break_state = BREAK_ON;
        record->break_due_in_ms = 0;
        record->break_ends_in_ms = 55000;
        record->window = WINDOW_SCREEN;
        record->firm = FIRM_STRICT;
        record->break_taken = true;
        record->skip_allowed_in_ms = 20000;
        record->break_postponed = 2;
        record->today = (StatusToday){ .sitting_ms = 1, .standing_ms = 2, .bouts = 3, .longest_bout_ms = 4 };
        for (unsigned i = 0; i < N_OUTCOMES; i++)
                record->today.breaks[i] = 10 + i;
        record->today.n_stretches = STATUS_STRETCHES_MAX;
        for (unsigned i = 0; i < STATUS_STRETCHES_MAX; i++) {
                record->today.stretches[i].count = i;
                strcpy(record->today.stretches[i].id, "a");
                record->today.stretches[i].id[0] = (char) ('a' + i % 26);
        }
}

static void test_there_and_back(void **state)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *message = new_message(state);
        StatusRecord sent, read;
        size_t n = 0;

        fill(&sent);
        assert_int_equal(status_record_append(message, &sent), 0);
        seal(message);
        memset(&read, 0xaa, sizeof read);
        assert_int_equal(status_record_read(message, &read), 0);
        for (const StatusField *field = status_field_next(NULL); field;
             field = status_field_next(field), n++)
                if (!status_field_equals(field, &sent, &read))
                        fail_msg("%s differs", field->key);
        assert_int_equal(n, 30);
        assert_true(read.gone && read.bout_open);
        assert_string_equal(read.config_error, "limber.conf:3: é");
}

/* Each field alone makes a difference; else followers would not be told of it. */
static void test_each_field_counts(void **state)
{
        StatusRecord full, empty;

        fill(&full);
        status_record_init(&empty);
        for (const StatusField *field = status_field_next(NULL); field; field = status_field_next(field)) {
                assert_true(status_field_equals(field, &full, &full));
                assert_false(status_field_equals(field, &full, &empty));
        }
        empty = full;
        empty.today.stretches[3].count++;
        assert_false(status_field_equals(status_field_of_property("TodayStretches"), &full, &empty));
}

static void test_what_is_not_told_stays_unsaid(void **state)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *message = new_message(state);
        StatusRecord sent, read;

        status_record_init(&sent);
        assert_int_equal(status_record_append(message, &sent), 0);
        seal(message);
        assert_int_equal(status_record_read(message, &read), 0);
        assert_false(read.gone || read.bout_open || read.present);
        assert_int_equal(read.break_due_in_ms, -1);
        assert_int_equal(read.break_ends_in_ms, -1);
        assert_int_equal(read.window, WINDOW_NONE);
        assert_int_equal(read.firm, FIRM_FIRM);
        assert_int_equal(read.skip_allowed_in_ms, -1);
}

/* An older daemon says less, a newer one more. */
static void test_missing_and_unknown_keys(void **state)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *message = new_message(state);
        StatusRecord read;

        assert_true(
                sd_bus_message_append(
                        message, "a{sv}", 3, "moon_phase", "(sd)", "full", 0.5, "busy", "as", 2, "camera",
                        "boss", "present", "b", true) >= 0);
        seal(message);
        assert_int_equal(status_record_read(message, &read), 0);
        assert_true(read.present);
        assert_int_equal(read.busy, 1u << BUSY_CAMERA);
        assert_int_equal(read.break_due_in_ms, -1);
}

static void refuse(void **state, const char *key, const char *type, ...)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *message = new_message(state);
        StatusRecord read;
        va_list value;

        assert_true(sd_bus_message_open_container(message, 'a', "{sv}") >= 0);
        assert_true(sd_bus_message_open_container(message, 'e', "sv") >= 0);
        assert_true(sd_bus_message_append(message, "s", key) >= 0);
        assert_true(sd_bus_message_open_container(message, 'v', type) >= 0);
        va_start(value, type);
        assert_true(sd_bus_message_appendv(message, type, value) >= 0);
        va_end(value);
        for (int i = 0; i < 3; i++)
                assert_true(sd_bus_message_close_container(message) >= 0);
        seal(message);
        memset(&read, 0xaa, sizeof read);
        assert_int_equal(status_record_read(message, &read), -EBADMSG);
        assert_int_equal(((unsigned char *) &read)[0], 0xaa); /* written only on success */
}

static void test_wrong_values_are_refused(void **state)
{
        refuse(state, "present", "s", "yes");
        refuse(state, "bout_ms", "u", 1u);
        refuse(state, "bout_ms", "x", INT64_C(-2));
        refuse(state, "bout_ms", "x", INT64_MAX);
        refuse(state, "now_unix_ms", "x", WALL_MS_MAX + 1);
        refuse(state, "now_unix_ms", "x", INT64_MIN);
        refuse(state, "posture", "s", "lying");
        refuse(state, "gone", "s", "");
        refuse(state, "break_state", "s", "onn");
        refuse(state, "today_breaks", "a{sx}", 1, "done", INT64_C(1));
}

static void test_text_is_cut_at_a_whole_character(void **state)
{
        static const struct {
                const char *text, *kept;
        } rows[] = {
                { "", "" },
                { "1234567", "1234567" },
                { "12345678", "1234567" },
                { "123456é", "123456" },
                { "12345é", "12345é" },
                { "1234€", "1234€" },
                { "12345€", "12345" },
                { "123\xf0\x9f\x99\x82", "123\xf0\x9f\x99\x82" },
                { "1234\xf0\x9f\x99\x82", "1234" },
                { "a\xff\xfe"
                  "b",
                  "a??b" },                     /* no UTF-8 */
                { "\xc0\xaf", "??" },           /* overlong */
                { "\xed\xa0\x80", "???" },      /* a surrogate */
                { "\xf4\x90\x80\x80", "????" }, /* beyond Unicode */
                { "a\xe2\x82", "a??" },         /* cut off */
                { "a\nb\x1b\x7f", "a?b??" },    /* one line, no control */
        };
        char field[8];

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                memset(field, 'x', sizeof field);
                status_text_set(field, sizeof field, rows[i].text);
                assert_string_equal(field, rows[i].kept);
                assert_int_equal(field[7], '\0');
        }
        bus_text_set(field, sizeof field, "a\nb", BUS_TEXT_LINES);
        assert_string_equal(field, "a\nb");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_there_and_back),
                cmocka_unit_test(test_each_field_counts),
                cmocka_unit_test(test_what_is_not_told_stays_unsaid),
                cmocka_unit_test(test_missing_and_unknown_keys),
                cmocka_unit_test(test_wrong_values_are_refused),
                cmocka_unit_test(test_text_is_cut_at_a_whole_character),
        };

        return cmocka_run_group_tests_name("status-record", tests, setup, teardown);
}
