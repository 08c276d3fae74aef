/* logs/pickle/pickle.h -- what a Python pickle says, without running
 * any of it.
 *
 * A pickle is a program for a small stack machine. Here its opcodes only build a tree of
 * inert nodes: a global stays a name, a call stays a callable with its arguments, nothing
 * is imported, called or looked up. Protocols 2 to 5, as written by pickle.dump of Python
 * 3; every other opcode is refused with its byte. The tree may share nodes and hold
 * cycles, so it is looked into, never walked. */
#ifndef PLUME_LOGS_PICKLE_PICKLE_H
#define PLUME_LOGS_PICKLE_PICKLE_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>

/* Beyond these a pickle is refused; an info.pkl has 62 kB and some 2,000 nodes. */
#define PLUME_PICKLE_BYTES_MAX ((size_t)8 << 20)
enum { PLUME_PICKLE_NODES_MAX = 200000 };

typedef enum plume_pickle_kind {
    PLUME_PICKLE_NONE,
    PLUME_PICKLE_BOOL,
    PLUME_PICKLE_NUMBER,
    PLUME_PICKLE_TEXT,
    PLUME_PICKLE_BYTES,
    PLUME_PICKLE_LIST, /* a list, tuple or set */
    PLUME_PICKLE_DICT,
    PLUME_PICKLE_GLOBAL, /* the name of a class or function: "datetime datetime" */
    PLUME_PICKLE_OBJECT  /* what calling a global with arguments would have given */
} plume_pickle_kind;

typedef struct plume_pickle plume_pickle;
typedef struct plume_pickle_node plume_pickle_node;

/* path names the bytes in errors. PLUME_ERR_SYNTAX for what is no such pickle, with the
 * byte in the message; PLUME_ERR_VALUE beyond a limit. The caller owns *out. */
plume_status plume_pickle_read(plume_pickle **out, const void *bytes, size_t length,
                               const char *path, plume_error *error);
void plume_pickle_free(plume_pickle *pickle);

/* Borrowed from the pickle. */
const plume_pickle_node *plume_pickle_root(const plume_pickle *pickle);

/* All that follow accept NULL and answer as for None. */
plume_pickle_kind plume_pickle_node_kind(const plume_pickle_node *node);

/* The value under a text key of a dict, or of an object that was filled like one or has
 * an attribute of that name; the last one if the key was set twice; NULL when there is
 * none. */
const plume_pickle_node *plume_pickle_get(const plume_pickle_node *node, const char *key);

/* Entries of a list, tuple or set. */
size_t plume_pickle_count(const plume_pickle_node *node);
const plume_pickle_node *plume_pickle_at(const plume_pickle_node *node, size_t i);

/* "" unless it is text, a byte string or a global; terminated. */
const char *plume_pickle_text(const plume_pickle_node *node);

/* NAN unless it is a number. */
double plume_pickle_number(const plume_pickle_node *node);

/* The civil time of a datetime.datetime object, in seconds since 1970 as if its clock
 * showed UTC; its own zone, if it has one, is not looked at. NAN unless it is one. */
double plume_pickle_civil_s(const plume_pickle_node *node);

#endif
