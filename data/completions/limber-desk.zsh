#compdef limber-desk
# SPDX-License-Identifier: MIT
# zsh completion for limber-desk(1).

_limber_desk_stretches() {
        local -a names
        names=(${(f)"$(limber stretch --list 2>/dev/null | sed -n 's/^\([a-z][a-z0-9-]*\)$/\1/p')"})
        compadd -a names
}

_arguments \
        '--stretch[a session now]' \
        '--break[the break at hand]' \
        '--dose[how much]:dose:(short full article)' \
        '--layout[a floating window, or every monitor]:layout:(card screen)' \
        '--theme[colours]:theme:(light dark contrast)' \
        '--speed[so many times faster, for tests]:times' \
        '--help[a short help]' \
        '--version[the version]' \
        '*:stretch:_limber_desk_stretches'
