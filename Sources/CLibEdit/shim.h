#pragma once
// Swift cannot call C functions with variable arguments: one function here for each such use of libedit.
#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

// The editor on standard input and output. NULL: no memory, or a terminal it cannot use.
static inline EditLine *kerastep_editor_open(const char *program) {
  return el_init(program, stdin, stdout, stderr);
}

// EL_SIGNAL, EL_PREP_TERM: 0 is off.
static inline int kerastep_editor_set(EditLine *editor, int option, int value) {
  return el_wset(editor, option, value);
}

// The object that the callbacks below find again with kerastep_editor_owner.
static inline int kerastep_editor_set_owner(EditLine *editor, void *owner) {
  return el_wset(editor, EL_CLIENTDATA, owner);
}

static inline void *kerastep_editor_owner(EditLine *editor) {
  void *owner = NULL;
  return el_wget(editor, EL_CLIENTDATA, &owner) == 0 ? owner : NULL;
}

// What `prompt` returns is shown; between two `literal` characters nothing takes room on the screen.
static inline int kerastep_editor_set_prompt(EditLine *editor, wchar_t *(*prompt)(EditLine *),
                                             wchar_t literal) {
  return el_wset(editor, EL_PROMPT_ESC, prompt, (int)literal);
}

// `read` gives the next character: 1, 0 at the end of the input, -1 with errno.
static inline int kerastep_editor_set_reader(EditLine *editor, int (*read)(EditLine *, wchar_t *)) {
  return el_wset(editor, EL_GETCFN, read);
}

static inline int kerastep_editor_set_history(EditLine *editor, HistoryW *history) {
  return el_wset(editor, EL_HIST, history_w, history);
}

// A new editing function; libedit copies both texts.
static inline int kerastep_editor_add_function(EditLine *editor, const char *name, const char *help,
                                               unsigned char (*function)(EditLine *, wint_t)) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

static inline int kerastep_editor_bind(EditLine *editor, const char *keys, const char *function) {
  return el_set(editor, EL_BIND, keys, function, NULL);
}

// Draws prompt and line anew from where the cursor is.
static inline int kerastep_editor_redraw(EditLine *editor) {
  return el_wset(editor, EL_REFRESH);
}

// libedit's own default is vi.
static inline int kerastep_editor_use_emacs(EditLine *editor) {
  return el_wset(editor, EL_EDITOR, L"emacs");
}

// 0 for a terminal that cannot be drawn on.
static inline int kerastep_editor_can_move_up(EditLine *editor) {
  char *up = NULL;
  return el_wget(editor, EL_GETTC, "up", &up) == 0 && up != NULL && *up != '\0';
}

// 1 when ~/.editrc chose vi keys.
static inline int kerastep_editor_is_vi(EditLine *editor) {
  const wchar_t *name = NULL;
  return el_wget(editor, EL_EDITOR, &name) == 0 && name != NULL && wcscmp(name, L"vi") == 0;
}

// H_SETSIZE, H_SETUNIQUE.
static inline int kerastep_history_set(HistoryW *history, int option, int value) {
  HistEventW event;
  return history_w(history, &event, option, value);
}

static inline int kerastep_history_add(HistoryW *history, const wchar_t *line) {
  HistEventW event;
  return history_w(history, &event, H_ENTER, line);
}

// The columns that libedit believes a letter to take; its declaration is behind a macro of glibc's.
int wcwidth(wchar_t letter);

static inline int kerastep_editor_width(wchar_t letter) {
  return wcwidth(letter);
}

// Text past libedit's own drawing, in order with it.
static inline void kerastep_editor_print(const char *text) {
  fputs(text, stdout);
  fflush(stdout);
}
