/* plume/api.h -- what the library shows to the outside, and how it is declared. */
#ifndef PLUME_API_H
#define PLUME_API_H

#ifdef __cplusplus
#define PLUME_BEGIN extern "C" {
#define PLUME_END   }
#else
#define PLUME_BEGIN
#define PLUME_END
#endif

#if defined(__GNUC__) || defined(__clang__)
#define PLUME_API __attribute__((visibility("default")))
#define PLUME_PRINTF(format_at, first_at)                                                \
    __attribute__((format(printf, format_at, first_at)))
#else
#define PLUME_API
#define PLUME_PRINTF(format_at, first_at)
#endif

#endif
