/* canvas/fonts/font_config.h -- the system's font configuration, read once a process. */
#ifndef PLUME_CANVAS_FONTS_FONT_CONFIG_H
#define PLUME_CANVAS_FONTS_FONT_CONFIG_H

struct _FcConfig;

/* Borrowed for good; NULL when it cannot be read, and it is then tried again. */
struct _FcConfig *plume_font_config(void);

#endif
