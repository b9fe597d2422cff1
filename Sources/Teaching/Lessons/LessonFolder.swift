import Console
import Expressions
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where lessons are: those that come with the program, and files and folders of anybody's.
package enum LessonFolder {
  /// The lessons that come with the program, in their order.
  package static let names = [
    "xor-by-hand", "rows-or-columns", "mlp-without-keras", "masks-and-states", "lstm-gates",
    "gru-reset-after", "both-directions", "last-digit", "attention-weights", "convolution-borders",
    "backpropagation-by-hand", "which-loss", "p-minus-y", "adam-by-hand", "back-through-time",
  ]

  static func bundled(_ name: String) -> String? {
    names.contains(name) ? Bundled.file("walkthroughs/\(name).md") : nil
  }

  /// A lesson by its name, its number, its file, or the folder that it lies in.
  package static func open(_ word: String) throws -> Lesson {
    let number = Int(word).map { $0 - 1 }
    let name = number.flatMap { names.indices.contains($0) ? names[$0] : nil } ?? word
    if let file = bundled(name) { return try LessonReader.open(file, name: name) }
    let path = word.expandingHome
    guard access(path, F_OK) == 0 else {
      guard !names.contains(name) else { throw Bundled.missing(name) }
      let near = nearest(to: word, in: names).map { "Did you mean \($0)?" }
      throw CommandError(
        "there is no lesson \(word.visible)",
        hint: near ?? "lesson lists them; a lesson of your own is a file or a folder.")
    }
    let files = isFolder(path) ? try lessons(in: path) : [path]
    guard let file = files.first, files.count == 1 else {
      let list = files.map { "  lesson \($0)" }.joined(separator: "\n")
      throw CommandError("\(path) holds \(files.count) lessons:\n\(list.visibleLines)")
    }
    // Progress is kept by where a lesson lies.
    return try LessonReader.open(realPath(file) ?? file, name: title(of: file))
  }

  /// The pages of a folder that are lessons: `lesson.md`, or all that hold a session.
  private static func lessons(in folder: String) throws -> [String] {
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    if access(base + "lesson.md", R_OK) == 0 { return [base + "lesson.md"] }
    guard let directory = opendir(folder) else {
      throw CommandError("\(folder) cannot be opened: \(String(cString: strerror(errno)))")
    }
    defer { closedir(directory) }
    var pages: [String] = []
    while let entry = readdir(directory), pages.count < 1000 {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".md"), !name.hasPrefix(".") { pages.append(base + name) }
    }
    let lessons = pages.sorted().filter { (try? LessonReader.open($0, name: $0)) != nil }
    // One page that is no lesson yet is to say why.
    if lessons.isEmpty, let only = pages.first, pages.count == 1 { return [only] }
    guard !lessons.isEmpty else {
      throw CommandError(
        "\(folder) holds no lesson", hint: "A lesson is a page lesson.md; lesson new begins one.")
    }
    return lessons
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// `week3/lesson.md` is called week3, `week3/masks.md` masks.
  private static func title(of file: String) -> String {
    let parts = (realPath(file) ?? file).split(separator: "/").map(String.init)
    let name = parts.last.map { $0.hasSuffix(".md") ? String($0.dropLast(3)) : $0 } ?? file
    return name == "lesson" ? parts.dropLast().last ?? name : name
  }

  /// The folder that a file lies in; `.` for a bare name.
  static func parent(_ file: String) -> String {
    file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
  }

  static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
