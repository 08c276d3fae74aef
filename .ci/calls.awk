# Which file calls which: for each name that a .c file mentions outside comments and strings and
# that is a function of another file, a line "FROM TO NAME". A static function is its own file's.
#   awk -f .ci/calls.awk FUNCTIONS FILE...   FUNCTIONS: ctags --fields=+f --c-kinds=f
FNR == NR {
    split($0, field, "\t")
    if (/^!/ || field[1] == "main") next
    if (/\tfile:/) own[field[2], field[1]] = 1
    else home[field[1]] = field[2]
    next
}
FNR == 1 { in_comment = 0 }
/^#include/ { next }
{
    count = split(code($0), word, /[^A-Za-z0-9_]+/)
    for (i = 1; i <= count; i++) {
        name = word[i]
        if (name in home && home[name] != FILENAME && !((FILENAME, name) in own) &&
            !((FILENAME, name) in met)) {
            met[FILENAME, name] = 1
            print FILENAME, home[name], name
        }
    }
}

# A line without its comments, strings and characters.
function code(line,   kept, end) {
    kept = ""
    while (line != "") {
        if (in_comment) {
            end = index(line, "*/")
            if (!end) return kept
            line = substr(line, end + 2)
            in_comment = 0
        }
        if (!match(line, /"([^"\\]|\\.)*"|\047([^\047\\]|\\.)*\047|\/\*|\/\/.*/)) return kept " " line
        kept = kept " " substr(line, 1, RSTART - 1)
        in_comment = substr(line, RSTART, 2) == "/*"
        line = substr(line, RSTART + RLENGTH)
    }
    return kept
}
