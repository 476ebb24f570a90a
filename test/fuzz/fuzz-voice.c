/* SPDX-License-Identifier: MIT */
/* Any bytes as a text to be spoken: what is left is one line of UTF-8 that a speech server can take, and
 * cleaning it again changes nothing. */

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "str.h"
#include "voice-text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char *text = malloc(size + 1), clean[VOICE_TEXT_SIZE], again[VOICE_TEXT_SIZE];
        size_t n, i = 0;

        if (!text)
                abort();
        memcpy(text, data, size);
        text[size] = '\0';
        voice_language_is_tag(text);
        assert(voice_text_clean(clean, text) == (clean[0] != '\0'));
        n = strlen(clean);
        assert(n < VOICE_TEXT_SIZE && (n == 0 || (clean[0] != ' ' && clean[n - 1] != ' ')));
        while (i < n) {
                size_t length = utf8_length((const unsigned char *) clean + i, n - i);

                assert(length > 0 && (unsigned char) clean[i] >= ' ' && clean[i] != 0x7f);
                i += length;
        }
        voice_text_clean(again, clean);
        assert(strcmp(clean, again) == 0);
        free(text);
        return 0;
}
