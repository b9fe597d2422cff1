#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "ks_mapping.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

struct ks_mapping {
  /// 0: free for the next file; 1: taken, with nothing mapped yet.
  _Atomic(uintptr_t) start;
  _Atomic(size_t) count;
  atomic_bool is_torn;
  /// Never freed, so that the handler may walk the list at any time.
  ks_mapping *next;
};

static _Atomic(ks_mapping *) all;
static struct sigaction before;

/// The mapping around an address, NULL where there is none.
static ks_mapping *around(uintptr_t address) {
  for (ks_mapping *one = atomic_load(&all); one; one = one->next) {
    uintptr_t start = atomic_load(&one->start);
    size_t count = atomic_load(&one->count);
    if (start > 1 && atomic_load(&one->start) == start && address >= start && address - start < count) return one;
  }
  return NULL;
}

/// Puts zeros in place of the whole file: what is read from now on is read no further by a signal. A fault elsewhere is
/// left to whoever handled it before: the instruction runs again and faults again.
static void mend(int signal, siginfo_t *info, void *context) {
  (void)context;
  int code = errno;
  ks_mapping *torn = around((uintptr_t)info->si_addr);
  if (torn) {
    atomic_store(&torn->is_torn, true);
    void *zeros = mmap((void *)atomic_load(&torn->start), atomic_load(&torn->count), PROT_READ,
                       MAP_PRIVATE | MAP_ANON | MAP_FIXED, -1, 0);
    if (zeros == MAP_FAILED) torn = NULL;
  }
  if (!torn) sigaction(signal, &before, NULL);
  errno = code;
}

static void install(void) {
  struct sigaction action = {0};
  action.sa_sigaction = mend;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &before);
}

/// A free entry of the list, or a new one.
static ks_mapping *taken(void) {
  for (ks_mapping *one = atomic_load(&all); one; one = one->next) {
    uintptr_t expected = 0;
    if (atomic_compare_exchange_strong(&one->start, &expected, 1)) return one;
  }
  ks_mapping *one = calloc(1, sizeof *one);
  if (!one) return NULL;
  atomic_init(&one->start, 1);
  one->next = atomic_load(&all);
  while (!atomic_compare_exchange_weak(&all, &one->next, one)) {
  }
  return one;
}

ks_mapping *ks_mapping_open(int descriptor, size_t count) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  ks_mapping *mapping = taken();
  if (!mapping) return NULL;
  void *start = mmap(NULL, count, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (start == MAP_FAILED) {
    atomic_store(&mapping->start, 0);
    return NULL;
  }
  atomic_store(&mapping->is_torn, false);
  atomic_store(&mapping->count, count);
  atomic_store(&mapping->start, (uintptr_t)start);
  return mapping;
}

const void *ks_mapping_start(const ks_mapping *mapping) {
  return (const void *)atomic_load(&((ks_mapping *)mapping)->start);
}

bool ks_mapping_is_torn(const ks_mapping *mapping) { return atomic_load(&((ks_mapping *)mapping)->is_torn); }

void ks_mapping_close(ks_mapping *mapping) {
  munmap((void *)atomic_load(&mapping->start), atomic_load(&mapping->count));
  atomic_store(&mapping->start, 0);
}
