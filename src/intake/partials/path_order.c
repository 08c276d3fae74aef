/* The order of paths, which is that of a walk through their folders. */
#include "intake/partials/path_order.h"

int plume_path_order(const char *left, const char *right)
{
    while (*left != '\0' && *left == *right) {
        left++;
        right++;
    }
    if (*left == '\0' && *right == '\0')
        return 0;
    if (*left == '\0' || *right == '\0')
        return *left == '\0' ? (*right == '/' ? 1 : -1) : (*left == '/' ? -1 : 1);
    if (*left == '/' || *right == '/')
        return *left == '/' ? -1 : 1;
    return (unsigned char)*left < (unsigned char)*right ? -1 : 1;
}
