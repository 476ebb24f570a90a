# SPDX-License-Identifier: MIT
# fish completion for limber(1).

function __limber_keys
    limber config list 2>/dev/null | string match --regex --groups-only '^([a-z][a-z0-9_.-]*) = '
end

function __limber_breaks
    __limber_keys | string match --regex --groups-only '^(.*)\.every$'
end

function __limber_stretches
    limber stretch --list 2>/dev/null | string match --regex --groups-only '^([a-z][a-z0-9-]*)$'
end

# Whether `limber VERB` is there and only N more words, if N is given.
function __limber_after
    set --local words (commandline --tokenize --cut-at-cursor --current-process)
    test (count $words) -ge 2; and contains -- $words[2] (string split , -- $argv[1]); or return 1
    test (count $argv) -lt 2; or test (count $words) -eq (math $argv[2] + 2)
end

function __limber_verb
    complete --command limber --condition 'test (count (commandline --tokenize --cut-at-cursor --current-process)) -eq 1' \
        --no-files --arguments $argv[1] --description $argv[2]
    complete --command limber --condition '__limber_after help 0' --no-files --arguments $argv[1] --description $argv[2]
end

function __limber_option
    complete --command limber --condition "__limber_after $argv[1]" --long-option $argv[2] --description $argv[3] $argv[4..]
end

complete --command limber --no-files
complete --command limber --condition 'test (count (commandline --tokenize --cut-at-cursor --current-process)) -eq 1' \
    --long-option version --description 'The version'
complete --command limber --long-option help --description Help

__limber_verb today 'Today at a glance'
__limber_verb start 'Start the daemon'
__limber_verb stop 'Stop the daemon'
__limber_verb status 'Now and today'
__limber_verb break 'Answer the break at hand'
__limber_verb pause 'Keep quiet for a while'
__limber_verb resume 'Remind again'
__limber_verb sit 'From now on sitting'
__limber_verb stand 'From now on standing'
__limber_verb stretch 'A guided session here'
__limber_verb simulate 'What Limber would have said'
__limber_verb import 'Bring in the history of another program'
__limber_verb config Settings
__limber_verb doctor 'What works on this desktop'
__limber_verb help Help

__limber_option status,simulate,import,config,doctor json 'As JSON'
__limber_option status follow 'A line at each change'
__limber_option status waybar 'As JSON for waybar'

complete --command limber --condition '__limber_after break 0' --arguments 'now start postpone skip'
complete --command limber --condition '__limber_after break 1; and contains -- (commandline --tokenize --cut-at-cursor --current-process)[3] postpone' \
    --arguments '5m 10m 30m'
complete --command limber --condition '__limber_after break 1; and contains -- (commandline --tokenize --cut-at-cursor --current-process)[3] now start skip' \
    --arguments '(__limber_breaks)'
complete --command limber --condition '__limber_after pause 0' --arguments '30m 1h 2h'

__limber_option stretch check 'What a file of your own says' --force-files
__limber_option stretch dose 'How much' --exclusive --arguments 'short full article'
__limber_option stretch draw 'A picture: FILE.svg, .png, .pdf or .gif' --require-parameter --force-files
__limber_option stretch figure 'How the figure is drawn' --exclusive --arguments 'auto blocks braille ascii sixel kitty iterm2 none'
__limber_option stretch list 'The stretches'
__limber_option stretch mute 'Without a sound'
__limber_option stretch person 'Who is drawn' --exclusive --arguments 'robin sol alma'
__limber_option stretch plain 'No drawing'
__limber_option stretch speed 'Times as fast' --exclusive
__limber_option stretch standing 'Drawn standing'
__limber_option stretch theme 'Its colours' --exclusive --arguments 'light dark contrast'
__limber_option stretch voice 'Spoken, too'
complete --command limber --condition '__limber_after stretch' --arguments '(__limber_stretches)'

__limber_option simulate format 'What the file is' --exclusive --arguments 'timeline manictime'
__limber_option simulate answer 'To each break' --exclusive --arguments 'take skip postpone none'
__limber_option simulate set 'Another setting' --exclusive --arguments '(__limber_keys)='
__limber_option simulate,import tz 'Time zone' --exclusive
__limber_option simulate,import dates 'Order of dates' --exclusive --arguments 'dmy mdy ymd'
complete --command limber --condition '__limber_after simulate' --force-files
complete --command limber --condition '__limber_after import 0' --arguments 'manictime timeline'
complete --command limber --condition '__limber_after import 1' --force-files

complete --command limber --condition '__limber_after config 0' --arguments 'list get set unset check path'
complete --command limber --condition '__limber_after config 1; and contains -- (commandline --tokenize --cut-at-cursor --current-process)[3] get set unset' \
    --arguments '(__limber_keys)'
complete --command limber --condition '__limber_after config 1; and contains -- (commandline --tokenize --cut-at-cursor --current-process)[3] check' \
    --force-files
