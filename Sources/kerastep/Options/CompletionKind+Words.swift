import ArgumentParser
import Console

/// What the shell offers for an argument. Files are the shell's own affair: a name that a program
/// hands to bash would be expanded there.
extension CompletionKind {
  static var arrays: CompletionKind { .file(extensions: FileKind.arrays.endings) }

  /// Files; `CompletionScript` adds the names of the bundled models.
  static var models: CompletionKind { .file(extensions: FileKind.models.endings) }

  /// Files; `CompletionScript` adds the names of the lessons.
  static var lessons: CompletionKind { .file(extensions: CompletionScript.lessonEndings) }
}
