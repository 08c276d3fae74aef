# Draws rooms and the calls between them as SVG; .ci/draw-house.sh runs it with the list of .c
# files and the list of calls (FROM TO NAME).
#
# Rooms stand in rows, each above all that it calls: the row is the length of the longest chain
# below it. An arrow that passes rows gets a slot in each of them, so that it runs between boxes;
# within a row, boxes and slots are ordered by what they are tied to above and below, and moved
# towards it as far as their order and their widths allow.
FNR == NR {
    files[++file_count] = $1
    room = room_of($1)
    if (!(room in known)) { known[room] = 1; rooms[++room_count] = room }
    size[room]++
    part = part_of($1)
    if (!((room, part) in parts_known)) {
        parts_known[room, part] = 1
        part_name[room, ++part_count[room]] = part
    }
    next
}
{
    if (!(($1, $2) in calls_file)) { calls_file[$1, $2] = 1; callee[$1] = callee[$1] " " $2 }
    if (room_of($1) != room_of($2)) weight[room_of($1), room_of($2)]++
}
END {
    measure()
    find_circles()
    drop_back_edges()
    find_rows()
    reduce()
    add_slots()
    order_rows()
    straighten()
    place()
    draw()
}

function room_of(file,   p) { split(file, p, "/"); return p[1] == "src" ? p[2] : p[1] }
# The sub-folder, "" for the room's own files.
function part_of(file,   p, n) {
    n = split(file, p, "/")
    return p[1] == "src" && n > 3 ? p[3] : ""
}
function max(a, b) { return a > b ? a : b }

# --- the calls ---

# Files that reach themselves.
function find_circles(   i, stack, top, at, next_files, n, k, seen) {
    for (i = 1; i <= file_count; i++) {
        split("", seen)
        top = 1
        stack[1] = files[i]
        while (top && !(files[i] in red)) {
            at = stack[top--]
            n = split(callee[at], next_files, " ")
            for (k = 1; k <= n; k++) {
                if (next_files[k] == files[i]) red[files[i]] = 1
                if (!(next_files[k] in seen)) { seen[next_files[k]] = 1; stack[++top] = next_files[k] }
            }
        }
        red_count += files[i] in red
    }
}
# Keeps the heaviest calls that make no circle of rooms; what is left over points up.
function drop_back_edges(   i, j, best, a, b, found) {
    do {
        best = 0
        for (i = 1; i <= room_count; i++)
            for (j = 1; j <= room_count; j++)
                if ((rooms[i], rooms[j]) in weight && !((i, j) in settled) &&
                    weight[rooms[i], rooms[j]] > best) {
                    best = weight[rooms[i], rooms[j]]; a = i; b = j
                }
        if (!best) break
        settled[a, b] = 1
        if (b == a || reaches(b, a)) up[a, b] = 1
        else edge[a, b] = best
    } while (1)
}
function reaches(from, to,   stack, top, at, j, seen) {
    top = 1; stack[1] = from
    while (top) {
        at = stack[top--]
        if (at == to) return 1
        for (j = 1; j <= room_count; j++)
            if ((at, j) in edge && !(j in seen)) { seen[j] = 1; stack[++top] = j }
    }
    return 0
}
function find_rows(   i, j, changed) {
    do {
        changed = 0
        for (i = 1; i <= room_count; i++)
            for (j = 1; j <= room_count; j++)
                if ((i, j) in edge && row[i] < row[j] + 1) { row[i] = row[j] + 1; changed = 1 }
    } while (changed)
    for (i = 1; i <= room_count; i++) row_count = max(row_count, row[i] + 0)
}
# Leaves out what a longer chain says too.
function reduce(   i, j, k) {
    for (i = 1; i <= room_count; i++)
        for (j = 1; j <= room_count; j++) {
            if (!((i, j) in edge)) continue
            edge_count++
            for (k = 1; k <= room_count; k++)
                if (k != j && (i, k) in edge && reaches(k, j)) implied[i, j] = 1
        }
}

# --- places ---

# Nodes 1 to room_count are rooms, further ones slots of arrows that pass a row.
function add_slots(   i, j, r, last) {
    node_count = room_count
    for (i = 1; i <= room_count; i++)
        for (j = 1; j <= room_count; j++) {
            if (!((i, j) in edge) || (i, j) in implied) continue
            last = i
            for (r = row[i] - 1; r > row[j]; r--) {
                row[++node_count] = r
                wide[node_count] = SLOT_PT
                tall[node_count] = 0
                tie(last, node_count, edge[i, j])
                last = node_count
            }
            tie(last, j, edge[i, j])
        }
    for (r = 0; r <= row_count; r++) in_row[r] = 0
    for (i = 1; i <= node_count; i++) {
        order[row[i] + 0, ++in_row[row[i] + 0]] = i
        at[i] = in_row[row[i] + 0]
    }
}
function tie(a, b, w) {
    ties++
    tie_from[ties] = a; tie_to[ties] = b; tie_weight[ties] = w
}
# Sweeps down and up, each row by the middle of its neighbours; keeps the order that has the
# fewest arrows across each other.
function order_rows(   sweep, r, fewest, now, i) {
    fewest = -1
    for (sweep = 1; sweep <= 24; sweep++) {
        set_middles()
        if (sweep % 2) for (r = row_count - 1; r >= 0; r--) sort_row(r, 1)
        else for (r = 1; r <= row_count; r++) sort_row(r, 0)
        now = crossings()
        if (fewest >= 0 && now >= fewest) continue
        fewest = now
        for (i = 1; i <= node_count; i++) best_at[i] = at[i]
    }
    for (i = 1; i <= node_count; i++) {
        at[i] = best_at[i]
        order[row[i] + 0, at[i]] = i
    }
    set_middles()
}
function set_middles(   r, i, x) {
    for (r = 0; r <= row_count; r++) {
        x = -row_width(r) / 2
        for (i = 1; i <= in_row[r]; i++) {
            middle[order[r, i]] = x + wide[order[r, i]] / 2
            x += wide[order[r, i]] + GAP_PT
        }
    }
}
function row_width(r,   i, w) {
    w = -GAP_PT
    for (i = 1; i <= in_row[r]; i++) w += wide[order[r, i]] + GAP_PT
    return w
}
function sort_row(r, from_above,   i, j, held, wanted, n, t) {
    for (i = 1; i <= in_row[r]; i++) {
        held = order[r, i]
        wanted[held] = n = 0
        for (t = 1; t <= ties; t++)
            if ((from_above ? tie_to[t] : tie_from[t]) == held) {
                wanted[held] += middle[from_above ? tie_from[t] : tie_to[t]]
                n++
            }
        wanted[held] = n ? wanted[held] / n : middle[held]
    }
    for (i = 2; i <= in_row[r]; i++) {
        held = order[r, i]
        for (j = i - 1; j > 0 && wanted[order[r, j]] > wanted[held]; j--) order[r, j + 1] = order[r, j]
        order[r, j + 1] = held
    }
    for (i = 1; i <= in_row[r]; i++) at[order[r, i]] = i
    set_middles()
}
function crossings(   t, u, n) {
    for (t = 1; t <= ties; t++)
        for (u = 1; u < t; u++)
            if (row[tie_from[t]] == row[tie_from[u]] &&
                (at[tie_from[t]] - at[tie_from[u]]) * (at[tie_to[t]] - at[tie_to[u]]) < 0) n++
    return n + 0
}

# A room is as wide as its squares or its words need.
function measure(   i, room, squares) {
    GAP_PT = 18; SLOT_PT = 6; SIDE_PT = 8; STEP_PT = 10; ROWS = 5; LETTER_PT = 6.3; SMALL_PT = 4.9
    for (i = 1; i <= room_count; i++) {
        room = rooms[i]
        squares = square_columns(room) * STEP_PT + (part_count[room] - 1) * 4
        wide[i] = max(squares, length(room " " size[room]) * LETTER_PT) + 14
        wide[i] = max(wide[i], widest_word(room) + 14)
        label_lines[i] = wrap_parts(room, wide[i] - 12)
        tall[i] = 22 + ROWS * STEP_PT + label_lines[i] * 10 + (label_lines[i] ? 4 : 0)
    }
}
function square_columns(room,   p, n, k) {
    for (p = 1; p <= part_count[room]; p++) n += int((files_in(room, part_name[room, p]) + ROWS - 1) / ROWS)
    return n
}
function files_in(room, part,   i, n) {
    for (i = 1; i <= file_count; i++) n += room_of(files[i]) == room && part_of(files[i]) == part
    return n
}
function part_label(room, p) { return part_name[room, p] " " files_in(room, part_name[room, p]) }
function widest_word(room,   p, w) {
    for (p = 1; p <= part_count[room]; p++)
        if (part_name[room, p] != "") w = max(w, length(part_label(room, p)) * SMALL_PT)
    return w + 0
}
# The sub-folders and how many files they hold, in lines of that width.
function wrap_parts(room, width,   p, line, n, word) {
    for (p = 1; p <= part_count[room]; p++) {
        if (part_name[room, p] == "") continue
        word = part_label(room, p)
        if (line != "" && length(line ", " word) * SMALL_PT > width) { label[room, ++n] = line ","; line = word }
        else line = line == "" ? word : line ", " word
    }
    if (line != "") label[room, ++n] = line
    return n + 0
}
# The mean of two placements that keep order and widths keeps them too: from the left each as far
# right as it wants, from the right each as far left.
function straighten(   round, r, i, node, t, n, wanted, from_left, from_right, room) {
    for (round = 1; round <= 80; round++)
        for (r = 0; r <= row_count; r++) {
            for (i = 1; i <= in_row[r]; i++) {
                node = order[r, i]
                wanted[i] = n = 0
                for (t = 1; t <= ties; t++) {
                    if (tie_from[t] == node) { wanted[i] += middle[tie_to[t]]; n++ }
                    if (tie_to[t] == node) { wanted[i] += middle[tie_from[t]]; n++ }
                }
                wanted[i] = n ? wanted[i] / n : middle[node]
            }
            for (i = 1; i <= in_row[r]; i++) {
                room = i == 1 ? 0 : (wide[order[r, i]] + wide[order[r, i - 1]]) / 2 + GAP_PT
                from_left[i] = i == 1 ? wanted[i] : max(wanted[i], from_left[i - 1] + room)
            }
            for (i = in_row[r]; i >= 1; i--) {
                room = i == in_row[r] ? 0 : (wide[order[r, i]] + wide[order[r, i + 1]]) / 2 + GAP_PT
                from_right[i] = i == in_row[r] ? wanted[i] : -max(-wanted[i], room - from_right[i + 1])
            }
            for (i = 1; i <= in_row[r]; i++) middle[order[r, i]] = (from_left[i] + from_right[i]) / 2
        }
}
function place(   r, i, y, most, left, right) {
    left = 1e9
    right = -1e9
    for (i = 1; i <= node_count; i++) {
        left = -max(-left, wide[i] / 2 - middle[i])
        right = max(right, middle[i] + wide[i] / 2)
    }
    for (i = 1; i <= node_count; i++) middle[i] += 30 - left
    page_wide = max(right - left + 60, 620)
    y = 62
    for (r = row_count; r >= 0; r--) {
        most = 0
        for (i = 1; i <= in_row[r]; i++) most = max(most, tall[order[r, i]])
        for (i = 1; i <= in_row[r]; i++) {
            top[order[r, i]] = y
            if (order[r, i] > room_count) { tall[order[r, i]] = most }
        }
        y += most + 46
    }
    page_tall = y - 46 + 20
}

# --- the picture ---

function draw(   i, t) {
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"Liberation Sans, Arial, sans-serif\">\n", page_wide, page_tall, page_wide, page_tall
    print "<title>The rooms of the house and the calls between them</title>"
    print "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0,0.5 L8,4 L0,7.5 z\" fill=\"#556\"/></marker></defs>"
    printf "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", page_wide, page_tall
    printf "<text x=\"20\" y=\"24\" font-size=\"13\" font-weight=\"bold\" fill=\"#222\">%d files in %d rooms, %d folders; %d files call each other in circles</text>\n", file_count, room_count, folder_count(), red_count
    printf "<text x=\"20\" y=\"42\" font-size=\"10\" fill=\"#444\">A square is a .c file; %d of %d ties between rooms are drawn, the others follow from them.</text>\n", drawn_count(), edge_count
    for (t = 1; t <= ties; t++) draw_tie(t)
    for (i = 1; i <= room_count; i++) draw_room(i)
    draw_up()
    print "</svg>"
}
function folder_count(   i, n) {
    for (i = 1; i <= room_count; i++) n += part_count[rooms[i]]
    return n
}
function drawn_count(   i, j, n) {
    for (i = 1; i <= room_count; i++)
        for (j = 1; j <= room_count; j++) n += (i, j) in edge && !((i, j) in implied)
    return n
}
# Where the arrow leaves or meets a room: the ties of one side share its edge, in their order.
function port(node, t, out,   u, n, before, mine, his, other) {
    if (node > room_count) return middle[node]
    mine = middle[out ? tie_to[t] : tie_from[t]]
    for (u = 1; u <= ties; u++) {
        if ((out ? tie_from[u] : tie_to[u]) != node) continue
        n++
        his = middle[out ? tie_to[u] : tie_from[u]]
        if (u != t && (his < mine || (his == mine && u < t))) before++
    }
    return middle[node] + (before + 0.5 - n / 2) * (wide[node] - 16) / max(n, 2)
}
function draw_tie(t,   a, b, x1, y1, x2, y2, bend, thick, on, head) {
    a = tie_from[t]; b = tie_to[t]
    x1 = port(a, t, 1); y1 = top[a] + tall[a]
    x2 = port(b, t, 0); y2 = top[b] - (b > room_count ? 0 : 1)
    bend = (y2 - y1) * 0.55
    on = head = ""
    if (b > room_count) on = sprintf(" V%.1f", y2 + tall[b])
    else head = " marker-end=\"url(#head)\""
    thick = 0.7 + log(tie_weight[t]) / log(2) * 0.22
    printf "<path d=\"M%.1f,%.1f C%.1f,%.1f %.1f,%.1f %.1f,%.1f%s\" fill=\"none\" stroke=\"#778\" stroke-width=\"%.2f\"%s/>\n", x1, y1, x1, y1 + bend, x2, y2 - bend, x2, y2, on, thick, head
}
function draw_room(i,   room, x, y, p, k, n, f, left, line) {
    room = rooms[i]
    x = middle[i] - wide[i] / 2
    y = top[i]
    printf "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"4\" fill=\"#f4f6f9\" stroke=\"#345\" stroke-width=\"1\"/>\n", x, y, wide[i], tall[i]
    printf "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" fill=\"#123\"><tspan font-weight=\"bold\">%s</tspan> %d</text>\n", x + 7, y + 14, room, size[room]
    left = x + 7
    for (p = 1; p <= part_count[room]; p++) {
        n = 0
        for (f = 1; f <= file_count; f++) {
            if (room_of(files[f]) != room || part_of(files[f]) != part_name[room, p]) continue
            k = int(n / ROWS)
            printf "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", left + k * STEP_PT, y + 20 + (n % ROWS) * STEP_PT, SIDE_PT, SIDE_PT, ((files[f] in red) ? "#c0392b" : "#7f95ad")
            n++
        }
        left += int((n + ROWS - 1) / ROWS) * STEP_PT + 4
    }
    for (line = 1; line <= label_lines[i]; line++)
        printf "<text x=\"%.1f\" y=\"%.1f\" font-size=\"8.5\" fill=\"#345\">%s</text>\n", x + 7, y + 20 + ROWS * STEP_PT + 9 + (line - 1) * 10, label[room, line]
}
# A call against the order, from below: red.
function draw_up(   i, j, x1, x2) {
    for (i = 1; i <= room_count; i++)
        for (j = 1; j <= room_count; j++) {
            if (!((i, j) in up)) continue
            x1 = middle[i]; x2 = middle[j]
            printf "<path d=\"M%.1f,%.1f L%.1f,%.1f\" fill=\"none\" stroke=\"#c0392b\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>\n", x1, top[i], x2, top[j] + tall[j]
        }
}
