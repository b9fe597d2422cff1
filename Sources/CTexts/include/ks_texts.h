#ifndef KS_TEXTS_H
#define KS_TEXTS_H

// Files that the program carries in itself, as UTF-8 that ends with a zero. The C compiler takes them in as they are
// (#embed), in no time; as a list of numbers in Swift they took it longer than a module of code.

/// The scripts of a page of a trace, each after those whose names it uses when it is run.
const char *_Nonnull ks_page_scripts(void);

/// The styles of a page of a trace.
const char *_Nonnull ks_page_styles(void);

/// The module that Python imports.
const char *_Nonnull ks_python_module(void);

#endif
