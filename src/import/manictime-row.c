/* SPDX-License-Identifier: MIT */
/*
 * Rows of ManicTime's computer usage. The words of English and French are those of files that were seen;
 * those of the other languages are the plain translations. A word that is missing here gives an error that
 * says which English word to put in its place.
 */

#include "manictime-row.h"

#include <errno.h>

#include "i18n.h"

enum { N_COLUMNS = 4 };

static const struct {
        const char *columns[N_COLUMNS];
        const char *names[N_MANICTIME_NAMES];
} languages[] = {
        { { "Name", "Start", "End", "Duration" }, { "Active", "Session lock", "Power off", "Away" } },
        { { "Nom", "Début", "Fin", "Durée" },
          { "Activité", "Session verrouillée", "Extinction", "Absence" } },
        { { "Name", "Start", "Ende", "Dauer" },
          { "Aktiv", "Sitzung gesperrt", "Ausgeschaltet", "Abwesend" } },
        { { "Nombre", "Inicio", "Fin", "Duración" },
          { "Activo", "Sesión bloqueada", "Apagado", "Ausente" } },
        { { "Nome", "Inizio", "Fine", "Durata" }, { "Attivo", "Sessione bloccata", "Spento", "Assente" } },
        { { "Nome", "Início", "Fim", "Duração" }, { "Ativo", "Sessão bloqueada", "Desligado", "Ausente" } },
        { { "Naam", "Begin", "Einde", "Duur" },
          { "Actief", "Sessie vergrendeld", "Uitgeschakeld", "Afwezig" } },
};

int manictime_header_check(const CsvRow *csv, Error *error)
{
        for (size_t i = 0; i < ELEMENTSOF(languages); i++) {
                size_t n = 0;

                while (n < N_COLUMNS && n < csv->n && slice_equals(csv->fields[n], languages[i].columns[n]))
                        n++;
                if (n == N_COLUMNS)
                        return 0;
        }
        return error_set(
                error, -EINVAL,
                _("the header is not Name,Start,End,Duration; export the computer usage of ManicTime as "
                  "CSV"));
}

static int parse_name(Slice text, ManictimeName *ret, Error *error)
{
        for (size_t i = 0; i < ELEMENTSOF(languages); i++)
                for (int name = 0; name < N_MANICTIME_NAMES; name++)
                        if (slice_equals(text, languages[i].names[name])) {
                                *ret = (ManictimeName) name;
                                return 0;
                        }
        return error_set(
                error, -EINVAL,
                _("'%.*s' is not known; write Active, Away, Session lock or Power off in its place"),
                (int) MIN(text.n, (size_t) 40), text.p);
}

/* h:mm:ss */
static int64_t parse_duration(Slice text)
{
        uint64_t parts[3];

        for (int i = 0; i < 3; i++) {
                size_t n = 0;

                while (n < text.n && text.p[n] != ':')
                        n++;
                if ((i == 2) != (n == text.n) || parse_u64((Slice){ text.p, n }, &parts[i]) < 0 ||
                    parts[i] > (i == 0 ? 100000 : 59))
                        return -1;
                if (i < 2)
                        text = (Slice){ text.p + n + 1, text.n - n - 1 };
        }
        return (int64_t) ((parts[0] * 60 + parts[1]) * 60 + parts[2]);
}

int manictime_row_parse(const CsvRow *csv, ManictimeRow *ret, Error *error)
{
        ManictimeRow row;
        int r;

        if (csv->n < N_COLUMNS)
                return error_set(
                        error, -EINVAL, _("it has %zu fields where %d are expected; is the file cut short?"),
                        csv->n, N_COLUMNS);
        r = parse_name(csv->fields[0], &row.name, error);
        if (r < 0)
                return r;
        row.start_text = csv->fields[1];
        row.end_text = csv->fields[2];
        r = local_stamp_parse(row.start_text, &row.start, error);
        if (r < 0)
                return r;
        r = local_stamp_parse(row.end_text, &row.end, error);
        if (r < 0)
                return r;
        row.duration_s = parse_duration(csv->fields[3]);
        *ret = row;
        return 0;
}
