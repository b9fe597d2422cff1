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
    let first = isFed ? "step" : isDefault ? "feed [0, 1], then step" : "feed zeros, then step"
    let another = isDefault ? "; open lstm opens another model" : ""
    lines.append("Try: \(first). help lists the commands\(another).")
    if isDefault, LessonList.isForNewcomer(console) {
      lines.append("New here? lesson 1 explains this model from scratch, in 15 minutes.")
    }
    lines += buildRemark
    return lines.flatMap { $0.proseLines(to: console.width) }
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
