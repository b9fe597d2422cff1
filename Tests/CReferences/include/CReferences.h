#ifndef KS_REFERENCES_H
#define KS_REFERENCES_H

#include <stdbool.h>
#include <stddef.h>

/// Text that ends after `length` bytes; it lives as long as the call that gives it.
typedef struct {
  const char *bytes;
  size_t length;
} ks_text;

/// A symbol that stands in a source file: declared there, or referred to.
typedef void (*ks_occurrence)(void *context, ks_text file, ks_text module, ks_text symbol,
                              bool is_definition);

/// Tells every symbol of every source file in the store that a compiler's build wrote, reading it
/// with the compiler's own library. Gives NULL, or what is wrong as text that lives on.
const char *ks_references(const char *library, const char *store, void *context,
                          ks_occurrence found);

#endif
