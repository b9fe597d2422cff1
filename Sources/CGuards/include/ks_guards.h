// Stretches of memory that nobody may touch, seen by AddressSanitizer; without it all of this is nothing.
#ifndef KS_GUARDS_H
#define KS_GUARDS_H

#include <stddef.h>

// How many bytes to leave between neighbours in one block so that they can be guarded: 0 without AddressSanitizer.
size_t ks_guard_gap(void);

// From now on, who reads or writes there is reported.
void ks_guard(const void *start, size_t bytes);

// Gives it back: before the block is, for the system may hand out its addresses again.
void ks_unguard(const void *start, size_t bytes);

// Whether a byte is guarded: 1, or 0.
int ks_is_guarded(const void *byte);

#endif
