/* SPDX-License-Identifier: MIT */
/* Errors on the bus: one table, read in both directions. */

#include "bus-error.h"

#include <errno.h>
#include <string.h>

#include "bus-text.h"
#include "names.h"

/* The first entry of a code is the one that is sent, the first of a name the one that is read. */
static const struct {
        int code;
        const char *name;
} errors[] = {
        { -ENODATA, LIMBER_ERROR_NO_BREAK },           { -ENXIO, LIMBER_ERROR_NOT_AT_HAND },
        { -EINVAL, LIMBER_ERROR_BAD_VALUE },           { -ERANGE, LIMBER_ERROR_BAD_VALUE },
        { -ENOENT, LIMBER_ERROR_UNKNOWN_BREAK },       { -EBUSY, LIMBER_ERROR_SESSION_RUNS },
        { -ESRCH, LIMBER_ERROR_NO_SESSION },           { -EBADMSG, LIMBER_ERROR_BAD_CONFIG },
        { -EACCES, SD_BUS_ERROR_ACCESS_DENIED },       { -EINVAL, SD_BUS_ERROR_INVALID_ARGS },
        { -ENOSYS, SD_BUS_ERROR_UNKNOWN_METHOD },      { -ENOTCONN, SD_BUS_ERROR_SERVICE_UNKNOWN },
        { -ENOTCONN, SD_BUS_ERROR_NAME_HAS_NO_OWNER }, { -ENOTCONN, SD_BUS_ERROR_DISCONNECTED },
        { -ENOTCONN, SD_BUS_ERROR_NO_SERVER },         { -ETIMEDOUT, SD_BUS_ERROR_NO_REPLY },
        { -ETIMEDOUT, SD_BUS_ERROR_TIMEOUT },
};

int bus_error_reply(sd_bus_message *call, int code, const Error *error)
{
        const char *name = LIMBER_ERROR_FAILED;
        char text[sizeof error->text];

        if (code >= 0)
                return sd_bus_reply_method_return(call, NULL);
        for (size_t i = 0; i < ELEMENTSOF(errors); i++)
                if (errors[i].code == code) {
                        name = errors[i].name;
                        break;
                }
        status_text_set(text, sizeof text, error->text[0] ? error->text : strerror(-code));
        return sd_bus_reply_method_errorf(call, name, "%s", text);
}

int bus_error_read(const sd_bus_error *bus_error, Error *error)
{
        int code = -EIO;

        if (error)
                status_text_set(
                        error->text, sizeof error->text,
                        bus_error->message ? bus_error->message
                        : bus_error->name  ? bus_error->name
                                           : "");
        for (size_t i = 0; i < ELEMENTSOF(errors); i++)
                if (sd_bus_error_has_name(bus_error, errors[i].name))
                        return errors[i].code;
        if (bus_error->name && strncmp(bus_error->name, "System.Error.", 13) == 0) /* sd-bus's own -errno */
                code = -sd_bus_error_get_errno(bus_error);
        return code < 0 ? code : -EIO;
}
