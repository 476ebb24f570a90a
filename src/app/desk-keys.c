/* SPDX-License-Identifier: MIT */
/* Letters in either case; the keypad's keys as the others. */

#include "desk-keys.h"

#include "macro.h"

bool desk_key_of(guint keyval, GdkModifierType state, GuideKey *ret)
{
        static const struct {
                guint keyval;
                GuideKey key;
        } rows[] = {
                { GDK_KEY_space, GUIDE_PAUSE },
                { GDK_KEY_KP_Space, GUIDE_PAUSE },
                { GDK_KEY_Right, GUIDE_NEXT },
                { GDK_KEY_KP_Right, GUIDE_NEXT },
                { GDK_KEY_Left, GUIDE_AGAIN },
                { GDK_KEY_KP_Left, GUIDE_AGAIN },
                { GDK_KEY_p, GUIDE_POSTPONE },
                { GDK_KEY_Escape, GUIDE_SKIP },
                { GDK_KEY_o, GUIDE_OUCH },
                { GDK_KEY_m, GUIDE_MUTE },
                { GDK_KEY_q, GUIDE_CLOSE },
                { GDK_KEY_Return, GUIDE_ENTER },
                { GDK_KEY_KP_Enter, GUIDE_ENTER },
                { GDK_KEY_ISO_Enter, GUIDE_ENTER },
                { GDK_KEY_BackSpace, GUIDE_BACKSPACE },
        };

        if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK))
                return false;
        keyval = gdk_keyval_to_lower(keyval);
        *ret = GUIDE_OTHER;
        if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
                *ret = GUIDE_DIGIT_0 + (GuideKey) (keyval - GDK_KEY_0);
        else if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
                *ret = GUIDE_DIGIT_0 + (GuideKey) (keyval - GDK_KEY_KP_0);
        for (size_t i = 0; i < ELEMENTSOF(rows); i++)
                if (rows[i].keyval == keyval)
                        *ret = rows[i].key;
        return true;
}
