/* SPDX-License-Identifier: MIT */
/*
 * Observations and their words. One table says for each word which observation it is and which word must
 * follow, so that reading and writing cannot disagree.
 */

#include "observation.h"

#include <errno.h>
#include <string.h>

#include "i18n.h"

static const char *const posture_names[] = { "sitting", "standing" };
static const char *const gone_names[] = { "lock", "suspend", "off", "lost" };
static const char *const busy_names[] = {
        "mic", "camera", "fullscreen", "dnd", "calendar", "hours", "user"
};
static const char *const answer_names[] = { "take", "skip", "postpone" };

static const struct {
        const char *word;
        const char *const *second; /* the words that must follow, or NULL */
        int n_second;
} kinds[N_OBSERVATION_KINDS] = {
        [OBSERVATION_ACTIVE] = { "active", NULL, 0 },
        [OBSERVATION_QUIET] = { "quiet", NULL, 0 },
        [OBSERVATION_GONE] = { "gone", gone_names, N_GONE_REASONS },
        [OBSERVATION_BACK] = { "back", NULL, 0 },
        [OBSERVATION_BUSY] = { "busy", busy_names, N_BUSY_REASONS },
        [OBSERVATION_FREE] = { "free", busy_names, N_BUSY_REASONS },
        [OBSERVATION_FILM] = { "film", NULL, 0 },
        [OBSERVATION_FILM_OFF] = { "film off", NULL, 0 }, /* found through "film" */
        [OBSERVATION_SIT] = { "sit", NULL, 0 },
        [OBSERVATION_STAND] = { "stand", NULL, 0 },
        [OBSERVATION_ANSWER] = { "answer", answer_names, N_ANSWERS },
};

const char *posture_name(Posture posture)
{
        return posture_names[posture];
}

const char *gone_reason_name(GoneReason reason)
{
        return gone_names[reason];
}

const char *busy_reason_name(BusyReason reason)
{
        return busy_names[reason];
}

const char *answer_name(AnswerKind answer)
{
        return answer_names[answer];
}

static int index_of(const char *const *names, int n, Slice name)
{
        for (int i = 0; i < n; i++)
                if (slice_equals(name, names[i]))
                        return i;
        return -1;
}

bool busy_reason_from_name(Slice name, BusyReason *ret)
{
        int i = index_of(busy_names, N_BUSY_REASONS, name);

        if (i < 0)
                return false;
        *ret = (BusyReason) i;
        return true;
}

bool answer_from_name(Slice name, AnswerKind *ret)
{
        int i = index_of(answer_names, N_ANSWERS, name);

        if (i < 0)
                return false;
        *ret = (AnswerKind) i;
        return true;
}

static int kind_of(Slice word)
{
        for (int kind = 0; kind < N_OBSERVATION_KINDS; kind++)
                if (slice_equals(word, kinds[kind].word))
                        return kind;
        return -1;
}

static int parse_second_word(Slice *rest, int kind, Observation *observation, Error *error)
{
        Slice word = { "", 0 };
        int i;

        slice_next_word(rest, &word);
        i = index_of(kinds[kind].second, kinds[kind].n_second, word);
        if (i < 0)
                return error_set(
                        error, -EINVAL,
                        _("'%s %.*s' is not an observation; see limber-timeline(5) for the words"),
                        kinds[kind].word, (int) MIN(word.n, (size_t) 40), word.p);
        if (kind == OBSERVATION_GONE)
                observation->gone = (GoneReason) i;
        else if (kind == OBSERVATION_ANSWER)
                observation->answer = (AnswerKind) i;
        else
                observation->busy = (BusyReason) i;
        return 0;
}

/* What may follow the words that must: "off" after film, a duration after answer postpone. */
static int parse_optional_word(Slice *rest, Observation *observation, Error *error)
{
        Slice before = *rest, word;
        int r;

        if (!slice_next_word(rest, &word))
                return 0;
        if (observation->kind == OBSERVATION_FILM && slice_equals(word, "off")) {
                observation->kind = OBSERVATION_FILM_OFF;
                return 0;
        }
        if (observation->kind == OBSERVATION_ANSWER && observation->answer == ANSWER_POSTPONE) {
                r = duration_parse(word.p, word.n, &observation->postpone_ms, error);
                if (r < 0)
                        return r;
                if (observation->postpone_ms == 0)
                        return error_set(error, -EINVAL, _("a break cannot be postponed by no time at all"));
                return 0;
        }
        *rest = before;
        return 0;
}

int observation_parse(Slice text, Observation *ret, Error *error)
{
        Observation observation = { 0 };
        Slice rest = text, word;
        int kind, r;

        if (!slice_next_word(&rest, &word))
                return error_set(error, -EINVAL, _("an observation is missing after the time"));
        kind = kind_of(word);
        if (kind < 0)
                return error_set(
                        error, -EINVAL,
                        _("'%.*s' is not an observation; see limber-timeline(5) for the words"),
                        (int) MIN(word.n, (size_t) 40), word.p);
        observation.kind = (ObservationKind) kind;

        if (kinds[kind].second) {
                r = parse_second_word(&rest, kind, &observation, error);
                if (r < 0)
                        return r;
        }
        r = parse_optional_word(&rest, &observation, error);
        if (r < 0)
                return r;
        if (slice_next_word(&rest, &word))
                return error_set(
                        error, -EINVAL, _("'%.*s' is too much on this line"), (int) MIN(word.n, (size_t) 40),
                        word.p);
        *ret = observation;
        return 0;
}

const char *observation_format(const Observation *observation, char text[static OBSERVATION_TEXT_SIZE])
{
        char duration[DURATION_TEXT_SIZE];
        const char *words[3] = { kinds[observation->kind].word, NULL, NULL };
        char *p = text;

        if (observation->kind == OBSERVATION_GONE)
                words[1] = gone_names[observation->gone];
        else if (observation->kind == OBSERVATION_BUSY || observation->kind == OBSERVATION_FREE)
                words[1] = busy_names[observation->busy];
        else if (observation->kind == OBSERVATION_ANSWER)
                words[1] = answer_names[observation->answer];
        if (observation->kind == OBSERVATION_ANSWER && observation->postpone_ms > 0)
                words[2] = duration_format(observation->postpone_ms, duration);

        p = stpcpy(p, words[0]);
        for (int i = 1; i < 3 && words[i]; i++) {
                *p++ = ' ';
                p = stpcpy(p, words[i]);
        }
        return text;
}
