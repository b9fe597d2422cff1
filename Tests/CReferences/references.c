#include "CReferences.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

// What is used of libIndexStore, which comes with every Swift toolchain; its handles are opaque.

enum { is_declaration = 1 << 0, is_definition = 1 << 1, is_reference = 1 << 2 };
enum { kind_record = 2 };

typedef struct {
  const char *data;
  size_t length;
} text;

typedef struct {
  void *(*store_create)(const char *, void **);
  void (*store_dispose)(void *);
  bool (*units_apply)(void *, unsigned, void *, bool (*)(void *, text));
  void *(*unit_create)(void *, const char *, void **);
  void (*unit_dispose)(void *);
  text (*unit_main_file)(void *);
  text (*unit_module_name)(void *);
  bool (*unit_is_system)(void *);
  bool (*dependencies_apply)(void *, void *, bool (*)(void *, void *));
  int (*dependency_kind)(void *);
  text (*dependency_path)(void *);
  text (*dependency_name)(void *);
  void *(*record_create)(void *, const char *, void **);
  void (*record_dispose)(void *);
  bool (*occurrences_apply)(void *, void *, bool (*)(void *, void *));
  void *(*occurrence_symbol)(void *);
  uint64_t (*occurrence_roles)(void *);
  text (*symbol_usr)(void *);
} functions;

typedef struct {
  functions library;
  void *store;
  void *context;
  ks_occurrence found;
  ks_text file;
  ks_text module;
} reading;

static ks_text given(text t) { return (ks_text){t.data, t.length}; }

static bool occurrence(void *context, void *occurrence) {
  reading *r = context;
  uint64_t roles = r->library.occurrence_roles(occurrence);
  if (!(roles & (is_declaration | is_definition | is_reference))) return true;
  text usr = r->library.symbol_usr(r->library.occurrence_symbol(occurrence));
  r->found(r->context, r->file, r->module, given(usr), (roles & is_definition) != 0);
  return true;
}

static bool dependency(void *context, void *dependency) {
  reading *r = context;
  if (r->library.dependency_kind(dependency) != kind_record) return true;
  text path = r->library.dependency_path(dependency);
  if (path.length != r->file.length || memcmp(path.data, r->file.bytes, path.length) != 0) {
    return true;
  }
  char name[1024];
  text given_name = r->library.dependency_name(dependency);
  snprintf(name, sizeof name, "%.*s", (int)given_name.length, given_name.data);
  void *error = NULL;
  void *record = r->library.record_create(r->store, name, &error);
  if (record == NULL) return true;
  r->library.occurrences_apply(record, r, occurrence);
  r->library.record_dispose(record);
  return true;
}

static bool unit(void *context, text unit_name) {
  reading *r = context;
  char name[1024];
  snprintf(name, sizeof name, "%.*s", (int)unit_name.length, unit_name.data);
  void *error = NULL;
  void *unit = r->library.unit_create(r->store, name, &error);
  if (unit == NULL) return true;
  if (!r->library.unit_is_system(unit)) {
    r->file = given(r->library.unit_main_file(unit));
    r->module = given(r->library.unit_module_name(unit));
    r->library.dependencies_apply(unit, r, dependency);
  }
  r->library.unit_dispose(unit);
  return true;
}

static bool find(void *handle, const char *name, void *place) {
  void *symbol = dlsym(handle, name);
  memcpy(place, &symbol, sizeof symbol);
  return symbol != NULL;
}

static bool load(void *handle, functions *f) {
  return find(handle, "indexstore_store_create", &f->store_create) &&
         find(handle, "indexstore_store_dispose", &f->store_dispose) &&
         find(handle, "indexstore_store_units_apply_f", &f->units_apply) &&
         find(handle, "indexstore_unit_reader_create", &f->unit_create) &&
         find(handle, "indexstore_unit_reader_dispose", &f->unit_dispose) &&
         find(handle, "indexstore_unit_reader_get_main_file", &f->unit_main_file) &&
         find(handle, "indexstore_unit_reader_get_module_name", &f->unit_module_name) &&
         find(handle, "indexstore_unit_reader_is_system_unit", &f->unit_is_system) &&
         find(handle, "indexstore_unit_reader_dependencies_apply_f", &f->dependencies_apply) &&
         find(handle, "indexstore_unit_dependency_get_kind", &f->dependency_kind) &&
         find(handle, "indexstore_unit_dependency_get_filepath", &f->dependency_path) &&
         find(handle, "indexstore_unit_dependency_get_name", &f->dependency_name) &&
         find(handle, "indexstore_record_reader_create", &f->record_create) &&
         find(handle, "indexstore_record_reader_dispose", &f->record_dispose) &&
         find(handle, "indexstore_record_reader_occurrences_apply_f", &f->occurrences_apply) &&
         find(handle, "indexstore_occurrence_get_symbol", &f->occurrence_symbol) &&
         find(handle, "indexstore_occurrence_get_roles", &f->occurrence_roles) &&
         find(handle, "indexstore_symbol_get_usr", &f->symbol_usr);
}

const char *ks_references(const char *library, const char *store, void *context,
                          ks_occurrence found) {
  // It stays loaded: what it holds may be in use until the program ends.
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return "the toolchain's libIndexStore cannot be loaded";
  reading r = {.context = context, .found = found};
  if (!load(handle, &r.library)) return "the toolchain's libIndexStore lacks a function";
  void *error = NULL;
  r.store = r.library.store_create(store, &error);
  if (r.store == NULL) return "there is no index of a build here; make test makes one";
  r.library.units_apply(r.store, 0, &r, unit);
  r.library.store_dispose(r.store);
  return NULL;
}
