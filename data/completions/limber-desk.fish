# SPDX-License-Identifier: MIT
# fish completion for limber-desk(1).

complete -c limber-desk -f
complete -c limber-desk -a "(limber stretch --list 2>/dev/null | string match -r '^[a-z][a-z0-9-]*\$')"
complete -c limber-desk -l stretch -d 'a session now'
complete -c limber-desk -l break -d 'the break at hand'
complete -c limber-desk -l dose -x -a 'short full article' -d 'how much'
complete -c limber-desk -l layout -x -a 'card screen' -d 'a floating window, or every monitor'
complete -c limber-desk -l theme -x -a 'light dark contrast' -d colours
complete -c limber-desk -l speed -x -d 'so many times faster, for tests'
complete -c limber-desk -l help -d 'a short help'
complete -c limber-desk -l version -d 'the version'
