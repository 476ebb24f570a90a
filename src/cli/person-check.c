/* SPDX-License-Identifier: MIT */
/* What a person file says, and which of its colours cannot be told apart. */

#include "person-check.h"

#include <stdio.h>
#include <string.h>

#include "file-check.h"
#include "i18n.h"
#include "person-files.h"
#include "person.h"
#include "shell-word.h"
#include "verb.h"

static void print_person(const PersonColours *person, const uint32_t whole[static N_PERSON_PARTS])
{
        printf("  %-10s %s\n", _("name"), person->name);
        printf("  %-10s %s\n", "based_on", person->based_on);
        if (person->hair_cut != HAIR_CUT_BASE)
                printf("  %-10s %s\n", "hair_cut", hair_cut_name(person->hair_cut));
        for (int part = 0; part < N_PERSON_PARTS; part++)
                printf("  %-10s #%06x\n", person_part_name((PersonPart) part), whole[part]);
}

static void print_advice(const char *file, const uint32_t whole[static N_PERSON_PARTS])
{
        FileProblems advice = { 0 };

        person_colours_advise(whole, &advice);
        check_print_warnings(file, &advice);
        array_free(&advice);
}

static void print_place(const char *file, const PersonColours *person)
{
        _cleanup_free_ char *folder = NULL, *to = NULL, *word = shell_word(file);

        if (person_files_home(&folder, NULL) < 0 || !word || !(to = shell_word(folder)))
                return;
        if (!check_lies_in(file, folder))
                printf(_("To have them in your sessions: mkdir -p %s && cp %s %s/\n"), to, word, to);
        printf(_("Then: limber config set person %s\n"), person->name);
        printf(_("To look at them: limber stretch --person %s --draw out.png\n"), word);
}

int person_check_file(const char *file)
{
        FileProblems problems = { 0 };
        uint32_t whole[N_PERSON_PARTS];
        PersonColours person;
        Error error = { "" };
        int code = EXIT_DONE;

        if (person_file_read(file, &person, &problems, &error) == 0) {
                person_whole(&person, whole);
                printf(_("%s is in order.\n"), file);
                print_person(&person, whole);
                print_advice(file, whole);
                print_place(file, &person);
        } else {
                code = problems.n > 0 ? check_fail_problems(file, &problems) : verb_fail(&error);
        }
        array_free(&problems);
        return code;
}
