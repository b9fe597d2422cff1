// Numbers as text, in the C locale whatever the thread's own is.
#if !defined(__APPLE__)
#define _POSIX_C_SOURCE 200809L
#endif
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

#include "include/ks_kernels.h"

static int ks_format(char *buffer, long size, const char *format, ...) {
  locale_t plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
  locale_t own = uselocale(plain);
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(buffer, size > 0 ? (size_t)size : 0, format, arguments);
  va_end(arguments);
  uselocale(own);
  if (plain) freelocale(plain);
  return length;
}

int ks_format_fixed(char *buffer, long size, double value, int decimals) {
  return ks_format(buffer, size, "%.*f", decimals, value);
}

int ks_format_scientific(char *buffer, long size, double value, int digits) {
  return ks_format(buffer, size, "%.*e", digits, value);
}
