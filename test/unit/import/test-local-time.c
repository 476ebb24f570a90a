/* SPDX-License-Identifier: MIT */
/* Local dates, times and zones. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "local-time.h"

static const struct {
        const char *text;
        DateOrder order;
        const char *expected; /* NULL: refused */
} stamps[] = {
        { "4/24/2017 9:35:02 AM", DATE_ORDER_MDY, "2017-04-24T09:35:02Z" },
        { "4/24/2017 12:00:00 AM", DATE_ORDER_MDY, "2017-04-24T00:00:00Z" },
        { "4/24/2017 12:00:00 PM", DATE_ORDER_MDY, "2017-04-24T12:00:00Z" },
        { "4/24/2017 9:35:02\xe2\x80\xafPM", DATE_ORDER_MDY, "2017-04-24T21:35:02Z" },
        { "24/04/2017 09:35:02 p.\xc2\xa0m.", DATE_ORDER_DMY, "2017-04-24T21:35:02Z" },
        { "24/04/2017 09:35:02 a. m.", DATE_ORDER_DMY, "2017-04-24T09:35:02Z" },
        { "24-4-2017 9:35:02", DATE_ORDER_DMY, "2017-04-24T09:35:02Z" },
        { "24.4.2017 9.35.02", DATE_ORDER_DMY, "2017-04-24T09:35:02Z" },
        { "2017. 04. 24. 9:35:02", DATE_ORDER_YMD, "2017-04-24T09:35:02Z" },
        { "2017/04/24 09:35:02", DATE_ORDER_YMD, "2017-04-24T09:35:02Z" },
        { "29/2/2016 00:00:00", DATE_ORDER_DMY, "2016-02-29T00:00:00Z" },
        { "29/2/2017 00:00:00", DATE_ORDER_DMY, NULL },
        { "0/1/2017 00:00:00", DATE_ORDER_DMY, NULL },
        { "1/0/2017 00:00:00", DATE_ORDER_DMY, NULL },
        { "1/1/0000 00:00:00", DATE_ORDER_DMY, NULL },
        { "1/13/2017 00:00:00", DATE_ORDER_DMY, NULL },
        { "2017-04-24 09:35:02", DATE_ORDER_DMY, NULL },
        { "24-4-2017 9:35:02", DATE_ORDER_YMD, NULL },
        { "", DATE_ORDER_DMY, NULL },
        { "24-4-2017", DATE_ORDER_DMY, NULL },
        { "24-4-2017 9:35", DATE_ORDER_DMY, NULL },
        { "24-4-20170 9:35:02", DATE_ORDER_DMY, NULL },
        { "24-4-2017 9:35:02 XM", DATE_ORDER_DMY, NULL },
        { "24-4-2017 9:35:02 AM x", DATE_ORDER_DMY, NULL },
        { "24-4-2017 9:35.02", DATE_ORDER_DMY, NULL },
        { "24-4-2017 9:60:00", DATE_ORDER_DMY, NULL },
        { "24-4-2017 9:00:60", DATE_ORDER_DMY, NULL },
        { "24-4-2017 24:00:00", DATE_ORDER_DMY, NULL },
        { "24-4-2017 -9:00:00", DATE_ORDER_DMY, NULL },
        { "24-4-20179:00:00", DATE_ORDER_DMY, NULL },
};

static void test_stamps(void **state)
{
        for (size_t i = 0; i < ELEMENTSOF(stamps); i++) {
                LocalStamp stamp;
                char text[WALL_TEXT_SIZE];
                int64_t seconds;
                bool fine = local_stamp_parse(slice_of(stamps[i].text), &stamp, NULL) == 0 &&
                            local_stamp_seconds(&stamp, stamps[i].order, &seconds);

                if (fine != (stamps[i].expected != NULL))
                        fail_msg("'%s' is %s", stamps[i].text, fine ? "taken" : "refused");
                if (fine)
                        assert_string_equal(
                                wall_format((WallTime){ seconds * 1000 }, text), stamps[i].expected);
        }
}

static const struct {
        const char *zone, *local, *expected; /* local as if it were UTC */
} zones[] = {
        { "UTC", "2017-04-24T09:00:00Z", "2017-04-24T09:00:00Z" },
        { "Asia/Kathmandu", "2017-04-24T09:00:00Z", "2017-04-24T03:15:00Z" },
        { "America/New_York", "2017-03-12T01:59:59Z", "2017-03-12T06:59:59Z" },
        { "America/New_York", "2017-03-12T02:00:00Z", "2017-03-12T07:00:00Z" }, /* skipped */
        { "America/New_York", "2017-03-12T02:30:00Z", "2017-03-12T07:30:00Z" }, /* skipped */
        { "America/New_York", "2017-03-12T03:00:00Z", "2017-03-12T07:00:00Z" },
        { "America/New_York", "2017-11-05T00:59:59Z", "2017-11-05T04:59:59Z" },
        { "America/New_York", "2017-11-05T01:00:00Z", "2017-11-05T05:00:00Z" }, /* comes twice */
        { "America/New_York", "2017-11-05T01:59:59Z", "2017-11-05T05:59:59Z" }, /* comes twice */
        { "America/New_York", "2017-11-05T02:00:00Z", "2017-11-05T07:00:00Z" },
        { "Australia/Lord_Howe", "2017-04-02T01:45:00Z", "2017-04-01T14:45:00Z" }, /* half an hour, twice */
        { "Pacific/Apia", "2011-12-29T23:00:00Z", "2011-12-30T09:00:00Z" },
        { "Pacific/Apia", "2011-12-31T01:00:00Z", "2011-12-30T11:00:00Z" }, /* a whole day was skipped */
};

static void test_zones(void **state)
{
        LocalZone backwards = { 0 };

        /* Asked alone, and in a row with others of its zone: the answer is the same. */
        for (size_t i = 0; i < ELEMENTSOF(zones); i++) {
                LocalZone alone = { 0 };
                WallTime local, expected;

                assert_int_equal(local_zone_use(zones[i].zone, NULL), 0);
                assert_int_equal(wall_parse(zones[i].local, strlen(zones[i].local), &local, NULL), 0);
                assert_int_equal(
                        wall_parse(zones[i].expected, strlen(zones[i].expected), &expected, NULL), 0);
                if (i > 0 && strcmp(zones[i].zone, zones[i - 1].zone) != 0)
                        backwards = (LocalZone){ 0 };
                assert_int_equal(local_zone_wall(&alone, local.ms / 1000).ms, expected.ms);
                assert_int_equal(local_zone_wall(&backwards, local.ms / 1000).ms, expected.ms);
        }
}

static void test_unknown_zones(void **state)
{
        static const char *const wrong[] = {
                "",     "Nowhere/Town",  "Europe",    "/etc/localtime", "../zoneinfo/UTC",
                "zone", "Europe/../UTC", "CET-1CEST", "zone.tab",       "Europe/Paris/x"
        };

        for (size_t i = 0; i < ELEMENTSOF(wrong); i++) {
                Error error = { 0 };

                assert_int_equal(local_zone_use(wrong[i], &error), -EINVAL);
                assert_non_null(strstr(error.text, "is not a time zone of this machine"));
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_stamps),
                cmocka_unit_test(test_zones),
                cmocka_unit_test(test_unknown_zones),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
