/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_VERB_LIST_H
#define LIMBER_VERB_LIST_H

/* The verbs that exist, in the order of `limber help`: VERB(NAME) is verb_NAME in verb-NAME.c. */
#define VERB_LIST(VERB) \
        VERB(today) \
        VERB(start) \
        VERB(stop) \
        VERB(status) \
        VERB(break) \
        VERB(pause) \
        VERB(resume) \
        VERB(sit) \
        VERB(stand) \
        VERB(stretch) \
        VERB(config) \
        VERB(import) \
        VERB(simulate) \
        VERB(doctor)

#endif
