import Console
import Debugging
import Models
import Teaching
import Terminal

/// What is said before the first prompt.
enum Greeting {
  static func lines(_ console: Console, isDefault: Bool, isFed: Bool) -> [String] {
    guard let model = console.session?.model else { return [] }
    let inputs = model.inputs.map { "\($0.name) \($0.shapeText)" }.joined(separator: ", ")
    var lines = [
      "kerastep \(Version.text): \(model.name), \(model.layer.title), Keras \(model.origin.version), takes \(inputs)"
    ]
    lines += model.origin.remarks.map { "note: \($0)".marked(.note) }
    let first = isFed ? "step" : "feed \(isDefault ? "[0, 1]" : example(console)), then step"
    let another = isDefault ? "; open lstm opens another model" : ""
    lines.append("Try: \(first). help lists the commands\(another).")
    if isDefault, LessonList.isForNewcomer(console) {
      lines.append("New here? lesson 1 explains this model from scratch, in 15 minutes.")
    }
    lines += buildRemark
    return lines.flatMap { $0.proseLines(to: console.width) }
  }

  /// What can be fed to the model: a few of its words, where they are known.
  private static func example(_ console: Console) -> String {
    guard let session = console.session, let input = session.model.inputs.first else {
      return "zeros"
    }
    let words = session.words?.named.map(\.word).filter { $0.allSatisfy(\.isLetter) } ?? []
    let room = min(input.shape?.first.flatMap { $0 } ?? 3, 3)
    if session.model.inputs.count == 1, input.shape?.count == 1, !words.isEmpty, room > 0 {
      return "\"\(words.prefix(room).joined(separator: " "))\"".visible
    }
    return session.model.exampleFeeds.first?.visible ?? "zeros"
  }

  /// How to get a faster program than the one that developing makes; nothing where this is it.
  private static var buildRemark: [String] {
    #if DEBUG
      return ["This build is for developing; make install makes a faster one.".marked(.dim)]
    #else
      return []
    #endif
  }
}
