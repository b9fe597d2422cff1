;;; dap-mode.el --- kerastep dap, driven by Emacs' dap-mode  -*- lexical-binding: t; -*-

;; KERASTEP_BIN=.build/debug/kerastep emacs --batch -q -l Tests/Editors/dap-mode.el
;;
;; Launches, sets breakpoints, steps, looks and sets, by the commands that a person has. What came of each is a line
;; "= WHAT: RESULT", which EditorTests reads. Whatever does not come within a minute ends it with code 1.

(require 'package)
(package-initialize)
(require 'dap-mode)
(require 'dap-ui)

(defvar kerastep-model "lstm")
(defvar kerastep-deadline 60 "Seconds within which an answer must have come.")

(defun kerastep-tell (what &rest parts)
  "Print that WHAT gave PARTS, with single blanks between words."
  (princ (format "= %s: %s\n" what
                 (replace-regexp-in-string
                  " +" " " (mapconcat (lambda (it) (format "%s" it)) parts " ")))))

(defun kerastep-session () (dap--cur-session))

(defun kerastep-await (what is-there)
  "Wait until IS-THERE gives something, and give it; WHAT says what is waited for."
  (let ((end (+ (float-time) kerastep-deadline))
        result)
    (while (not (setq result (funcall is-there)))
      (when (> (float-time) end)
        (kerastep-tell "missing" what)
        (kill-emacs 1))
      (accept-process-output nil 0.01))
    result))

(defun kerastep-frame ()
  "The frame where the walk stands, once it has stopped; its file is the current buffer."
  (let ((frame (kerastep-await "a stop" (lambda ()
                                          (dap--debug-session-active-frame (kerastep-session))))))
    (set-buffer (window-buffer (selected-window)))
    frame))

(defun kerastep-place (what)
  "Tell under the name WHAT where the walk stands, and on which line point is."
  (let ((frame (kerastep-frame)))
    (kerastep-tell what (gethash "name" frame) "| line" (gethash "line" frame) "| point in line"
                   (line-number-at-pos) "of" (file-name-extension (or buffer-file-name "none")))))

(defun kerastep-ask (method &rest arguments)
  "The body of the answer to METHOD with ARGUMENTS."
  (let (answer)
    (dap--send-message (dap--make-request method arguments)
                       (lambda (it) (setq answer it)) (kerastep-session))
    (kerastep-await method (lambda () answer))
    (if (gethash "success" answer) (gethash "body" answer)
      (kerastep-tell "refused" method (gethash "message" answer))
      nil)))

(defun kerastep-type (line)
  "Type LINE in the REPL, and give the first line of what it shows."
  (when-let ((body (kerastep-ask "evaluate" :expression line :context "repl"
                                 :frameId (gethash "id" (kerastep-frame)))))
    (car (split-string (gethash "result" body) "\n"))))

(defmacro kerastep-moving (&rest body)
  "Do BODY, wait until dap-mode has heard of the stop that follows, and give what BODY gave."
  `(let ((before (kerastep-frame)))
     (prog1 (progn ,@body)
       (kerastep-await "another stop" (lambda ()
                                        (let ((now (dap--debug-session-active-frame
                                                    (kerastep-session))))
                                          (and now (not (eq now before)))))))))

(defun kerastep-scopes ()
  (gethash "scopes" (kerastep-ask "scopes" :frameId (gethash "id" (kerastep-frame)))))

(defun kerastep-variables (reference)
  (gethash "variables" (kerastep-ask "variables" :variablesReference reference)))

(defun kerastep-named (name rows)
  "The one of ROWS that is called NAME."
  (seq-find (lambda (row) (equal (gethash "name" row) name)) rows))

(defun kerastep-line (text)
  "Go to the first line with TEXT in the listing."
  (goto-char (point-min))
  (search-forward text)
  (beginning-of-line))

(defun kerastep-answering (answer command)
  "Call COMMAND as a person does who types ANSWER where it asks."
  (cl-letf (((symbol-function 'read-string) (lambda (&rest _) answer)))
    (call-interactively command)))

;; As docs/editors.md has it.

(dap-register-debug-provider
 "kerastep"
 (lambda (configuration)
   (plist-put configuration :dap-server-path (list (getenv "KERASTEP_BIN") "dap"))))

(dap-register-debug-template
 "kerastep"
 (list :type "kerastep" :request "launch" :name "Walk through a prediction"
       :model kerastep-model :input [[0 1] [2 3] [4 5]]))

(dap-mode 1)
(dap-ui-mode 1)
(dap-debug (copy-tree (cdr (assoc "kerastep" dap-debug-template-configurations))))
(kerastep-await "a session" #'kerastep-session)
(kerastep-place "entry")

;; A breakpoint with a condition, another without.
(kerastep-line "f = ")
(dap-breakpoint-add)
(kerastep-answering "C[5] < 0.6" (lambda () (interactive)
                                   (kerastep-line "C = ")
                                   (dap-breakpoint-add)
                                   (call-interactively #'dap-breakpoint-condition)))
(let ((told (lambda ()
              (gethash buffer-file-name (dap--debug-session-breakpoints (kerastep-session))))))
  (kerastep-await "two breakpoints" (lambda () (= 2 (length (funcall told)))))
  (kerastep-tell "breakpoints"
                 (sort (mapcar (lambda (it) (list (gethash "line" it) (gethash "verified" it)))
                               (funcall told))
                       (lambda (a b) (< (car a) (car b))))))

(call-interactively #'dap-continue)
(kerastep-place "continue")
(call-interactively #'dap-continue)
(kerastep-place "condition")
(call-interactively #'dap-next)
(kerastep-place "next")
(call-interactively #'dap-step-in)
(kerastep-place "step in")
(call-interactively #'dap-step-out)
(kerastep-place "step out")

;; What dap-mode has no command for is typed.
(kerastep-moving (kerastep-type "goto lstm@1.g"))
(kerastep-place "goto")
(kerastep-tell "typed" (kerastep-moving (kerastep-type "rev step")))
(kerastep-place "rev step")

;; Locals, a number that is set, an expression.
(kerastep-tell "scopes" (mapcar (lambda (it) (gethash "name" it)) (kerastep-scopes)))
(let* ((scope (kerastep-named "Equation" (kerastep-scopes)))
       (rows (kerastep-variables (gethash "variablesReference" scope)))
       (gate (kerastep-named "f" rows))
       (holder (gethash "variablesReference" gate)))
  (kerastep-tell "variable" (gethash "name" gate) (gethash "type" gate)
                 (gethash "value" (kerastep-named "[5]" (kerastep-variables holder))))
  (kerastep-tell "set" (gethash "value" (kerastep-moving
                                         (kerastep-ask "setVariable" :variablesReference holder
                                                       :name "[5]" :value "0.25")))))
(kerastep-tell "evaluate" (gethash "result" (kerastep-ask "evaluate" :expression "f[5] * 2"
                                                          :context "hover" :frameId
                                                          (gethash "id" (kerastep-frame)))))
(kerastep-type "p zzz")

(call-interactively #'dap-disconnect)
(kerastep-await "the end" (lambda () (not (dap--session-running (kerastep-session)))))
(kerastep-tell "end" (dap--debug-session-state (kerastep-session)))

;;; dap-mode.el ends here
