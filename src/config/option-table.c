/* SPDX-License-Identifier: MIT */
/* The options. Durations are generous at the low end: a second is of use to tests and demonstrations. */

#include "option-table.h"

#include "clock.h"
#include "i18n.h"
#include "option-type.h"
#include "settings.h"

#define TOP(member) offsetof(Settings, member)
#define RULE(member) offsetof(BreakRule, member)
#define SECOND_TO_DAY .min_ms = MS_PER_SECOND, .max_ms = MS_PER_DAY

static const char *const words_watching[] = { "away", "sitting", NULL };
static const char *const words_off_on[] = { "off", "on", NULL };
static const char *const words_no_yes[] = { "no", "yes", NULL };
static const char *const words_motion[] = { "auto", "full", "reduced", NULL };
static const char *const words_theme[] = { "auto", "light", "dark", "contrast", NULL };
static const char *const words_dose[] = { "short", "full", "article", NULL };
static const char *const words_figure[] = { "auto",  "blocks", "braille", "ascii", "sixel",
                                            "kitty", "iterm2", "none",    NULL };
static const char *const words_firm[] = { "gentle", "firm", "strict", NULL };
static const char *const words_window[] = { "auto", "none", "card", "screen", NULL };
static const char *const words_counts[] = { "desk", "sitting", "standing", NULL };

static_assert(sizeof(RuleCounts) == sizeof(unsigned), "option_choice writes an unsigned");
static_assert(sizeof(Firmness) == sizeof(unsigned), "option_choice writes an unsigned");
static_assert(sizeof(BreakWindow) == sizeof(unsigned), "option_choice writes an unsigned");
static_assert(sizeof(SettingsMotion) == sizeof(unsigned), "option_choice writes an unsigned");
static_assert(sizeof(SettingsTheme) == sizeof(unsigned), "option_choice writes an unsigned");
static_assert(sizeof(FigureMode) == sizeof(unsigned), "option_choice writes an unsigned");
static_assert(ELEMENTSOF(words_figure) == N_FIGURE_MODES + 1, "a word for each");
static_assert(sizeof(DoseKind) == sizeof(unsigned), "option_choice writes an unsigned");

const Option top_options[] = {
        { "away_after", &option_duration, TOP(engine.away_after_ms), SECOND_TO_DAY, .preset = "3m",
          .help = N_(
                  "So long without any input, and a stay at the desk is over: shorter gaps are reading") },
        { "pause", &option_duration, TOP(engine.pause_ms), SECOND_TO_DAY, .preset = "5s",
          .help = N_("A break that is due waits for a pause in typing and pointing of this length") },
        { "patience", &option_duration, TOP(engine.patience_ms), SECOND_TO_DAY, .preset = "3m",
          .help = N_("The longest wait for such a pause; then the break is announced all the same") },
        { "notice", &option_duration, TOP(engine.notice_ms), SECOND_TO_DAY, .preset = "10s",
          .help = N_("How long a break is announced, quietly, before it begins") },
        { "notice_max", &option_duration, TOP(engine.notice_max_ms), SECOND_TO_DAY, .preset = "30s",
          .help = N_("The longest time from the announcement to the beginning, also while typing goes on") },
        { "calm", &option_duration, TOP(engine.calm_ms), SECOND_TO_DAY, .preset = "2s",
          .help = N_("After the notice, a break begins when there was no input for this long") },
        { "settle", &option_duration, TOP(engine.settle_ms), SECOND_TO_DAY, .preset = "30s",
          .help = N_("So long after coming back, or after a call, no break is announced") },
        { "gather", &option_duration, TOP(engine.gather_ms), SECOND_TO_DAY, .preset = "10m",
          .help = N_("A longer break that would be due within this time takes the place of a shorter one") },
        { "postpone", &option_duration, TOP(engine.postpone_ms), SECOND_TO_DAY, .preset = "5m",
          .help = N_("How far a break is put off, unless a length is said") },
        { "held_max", &option_duration, TOP(engine.held_max_ms), SECOND_TO_DAY, .zero_word = "off",
          .preset = "2h",
          .help = N_("A break held back for this long, by a call for instance, gives one quiet reminder") },
        { "day_limit", &option_duration, TOP(engine.day_limit_ms), SECOND_TO_DAY, .zero_word = "off",
          .preset = "off",
          .help = N_("A notice when the day's desk time reaches this, and again every hour after; 8h is "
                     "usual") },
        { "day_starts", &option_time, TOP(day_starts_minute), .preset = "04:00",
          .help = N_("When a new day begins, in local time: until then it is still the evening before") },
        { "watching", &option_switch, TOP(engine.film_is_sitting), .words = words_watching,
          .preset = "sitting", .help = N_("What a film is that plays while nobody touches anything") },
        { "hours", &option_hours, TOP(hours), .preset = "off",
          .help = N_("When Limber may remind; off is at any time. Outside the hours it counts, and keeps "
                     "quiet") },
        { "fullscreen", &option_switch, TOP(holds_back[BUSY_FULLSCREEN]), .words = words_off_on,
          .preset = "on", .help = N_("Whether a window that fills the screen holds breaks back") },
        { "dnd", &option_switch, TOP(holds_back[BUSY_DND]), .words = words_off_on, .preset = "on",
          .help = N_("Whether do-not-disturb of the notifications holds breaks back") },
        { "notifications", &option_switch, TOP(notifications), .words = words_off_on, .preset = "on",
          .help = N_("Whether breaks are announced by desktop notifications") },
        { "firm", &option_choice, TOP(firm), .words = words_firm, .preset = "firm",
          .help = N_(
                  "How a break is shown: gentle is a notification, and a window when you press Start; "
                  "firm is a window; with strict, it offers to skip and to postpone after a while only") },
        { "strict_after", &option_duration, TOP(strict_after_ms), SECOND_TO_DAY, .preset = "20s",
          .help = N_(
                  "With strict: how long a break is on before its window offers to skip or postpone it") },
        { "strict_postpones", &option_count, TOP(strict_postpones), .max_ms = 100, .preset = "0",
          .help = N_("With strict: so many times in a row a break can be put off at once") },
        { "tones", &option_switch, TOP(tones), .words = words_off_on, .preset = "on",
          .help = N_("Whether a soft tone tells where a phase of a stretch begins") },
        { "tone_volume", &option_count, TOP(tone_volume), .max_ms = 100, .preset = "100",
          .help = N_("How loud the tones are, in percent; 100 is soft") },
        { "voice", &option_switch, TOP(voice), .words = words_off_on, .preset = "off",
          .help = N_("Whether a voice speaks the words of a stretch, through speech-dispatcher") },
        { "voice_rate", &option_number, TOP(voice_rate), .min_ms = -100, .max_ms = 100, .preset = "0",
          .help = N_("How fast it speaks: below 0 slower, above 0 faster than your system has it") },
        { "voice_volume", &option_count, TOP(voice_volume), .max_ms = 100, .preset = "100",
          .help = N_("How loud it speaks, in percent") },
        { "motion", &option_choice, TOP(motion), .words = words_motion, .preset = "auto",
          .help = N_(
                  "How the figure moves: reduced fades from key frame to key frame; auto does so where the "
                  "desktop asks for it") },
        { "person", &option_name, TOP(person), .preset = "robin",
          .help = N_("Who does the stretches with you: robin, sol, alma, or somebody of your own, see "
                     "limber-person(5)") },
        { "theme", &option_choice, TOP(theme), .words = words_theme, .preset = "auto",
          .help = N_("The colours around a guided stretch; auto is dark, and of high contrast where the "
                     "desktop "
                     "asks for it") },
        { "figure", &option_choice, TOP(figure), .words = words_figure, .preset = "auto",
          .help = N_(
                  "How the figure is drawn in a terminal: blocks, braille, ascii; sixel, kitty and iterm2 "
                  "are pictures for a local terminal that shows them") },
        { "dose", &option_choice, TOP(dose), .words = words_dose, .preset = "short",
          .help = N_("How much of a stretch is done in a break") },
        { "doses", &option_doses, TOP(doses), .preset = "none",
          .help = N_("Another dose for single stretches, or a number of repeats each way, like neck-rolls "
                     "full, "
                     "shoulder-shrugs 6") },
        { "exclude", &option_ids, TOP(exclude), .preset = "none",
          .help = N_("Stretches that are not offered, like neck-rolls, butterfly-wings") },
        { "order", &option_ids, TOP(order), .preset = "none",
          .help = N_("Stretches in the order that you like; those not named come after") },
};
static_assert(ELEMENTSOF(top_options) == N_TOP_OPTIONS, "count them anew");

const Option rule_options[] = {
        { "every", &option_duration, RULE(every_ms), .min_ms = MS_PER_SECOND, .max_ms = DURATION_MS_MAX,
          .help = N_("The desk time after which this break is due") },
        { "lasts", &option_duration, RULE(lasts_ms), SECOND_TO_DAY, .help = N_("How long this break is") },
        { "rest", &option_duration, RULE(rest_ms), SECOND_TO_DAY, .zero_word = "auto", .preset = "auto",
          .help = N_("An absence of this length serves as the break; never less than away_after. auto is "
                     "the length "
                     "of the break, but at least away_after") },
        { "counts", &option_choice, RULE(counts), .words = words_counts, .preset = "desk",
          .help = N_("Which time counts: all at the desk, or only that spent sitting or standing") },
        { "enabled", &option_switch, RULE(enabled), .words = words_no_yes, .preset = "yes",
          .help = N_("Whether this break is called at all") },
        { "window", &option_choice, RULE(window), .words = words_window, .preset = "auto",
          .help = N_(
                  "What shows this break: a card, the whole screen, or none but the notification. auto is "
                  "the screen for a break of 3m or more, else a card") },
};
static_assert(ELEMENTSOF(rule_options) == N_RULE_OPTIONS, "count them anew");

const Option *option_find(const Option *options, size_t n, Slice name)
{
        for (size_t i = 0; i < n; i++)
                if (slice_equals(name, options[i].name))
                        return &options[i];
        return NULL;
}
