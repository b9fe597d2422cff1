#include "ks_guards.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KS_GUARDS 1
#endif
#endif

#ifdef KS_GUARDS

#include <sanitizer/asan_interface.h>

size_t ks_guard_gap(void) { return 64; }
void ks_guard(const void *start, size_t bytes) { __asan_poison_memory_region(start, bytes); }
void ks_unguard(const void *start, size_t bytes) { __asan_unpoison_memory_region(start, bytes); }
int ks_is_guarded(const void *byte) { return __asan_address_is_poisoned(byte); }

#else

size_t ks_guard_gap(void) { return 0; }
void ks_guard(const void *start, size_t bytes) { (void)start, (void)bytes; }
void ks_unguard(const void *start, size_t bytes) { (void)start, (void)bytes; }
int ks_is_guarded(const void *byte) { return (void)byte, 0; }

#endif
