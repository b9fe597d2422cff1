#ifndef KS_MAPPING_H
#define KS_MAPPING_H

#include <stdbool.h>
#include <stddef.h>

/// A file mapped for reading.
///
/// Who cuts the file short takes away the memory under it, and a read there ends the program by SIGBUS. Here such a
/// read gives zeros instead, and the mapping is torn: nothing that was read in it counts.
typedef struct ks_mapping ks_mapping;

/// Maps the first bytes of a file; NULL when that cannot be done, and errno says why.
ks_mapping *ks_mapping_open(int descriptor, size_t count);

const void *ks_mapping_start(const ks_mapping *mapping);

bool ks_mapping_is_torn(const ks_mapping *mapping);

void ks_mapping_close(ks_mapping *mapping);

#endif
