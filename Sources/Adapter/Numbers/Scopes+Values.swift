import Console
import Debugging
import Equations
import Expressions
import Tensors
import Terminal
import Terms

/// A value of a group, and what it is called.
extension Scopes {
  /// `W`, or `lstm.W` seen from outside of the layer: no two rows of a group are called the same.
  func label(_ value: Value, _ name: Name? = nil, in frame: Frame) -> String {
    let text = (name ?? value.name).text(console.formulaStyle.alphabet).visible
    guard let machine, machine.program.frames.indices.contains(seen.frame.frame) else {
      return "\(frame.path.visible).\(text)"
    }
    let from = machine.program.frames[seen.frame.frame].path
    guard frame.path != from else { return text }
    let isInside = frame.path.hasPrefix(from + "/")
    let path = isInside ? String(frame.path.dropFirst(from.count + 1)) : frame.path
    return "\(path.visible).\(text)"
  }

  func name(_ value: Value) -> String { value.name.text(console.formulaStyle.alphabet) }

  /// A value that a word names in a frame, or a part of it, `[8:16]`: read whenever it is shown.
  func value(
    _ word: String, _ part: String = "", called name: String, in frame: StackFrame,
    _ type: TensorType? = nil
  ) -> NamedValue {
    let (debugger, sample) = (console.debugger, seen.sample)
    return NamedValue(
      name: name, type: type,
      read: {
        guard let machine = debugger.session?.anyMachine else { throw Debugger.Missing.model }
        let found = try machine.lookup(word, in: frame, sample: sample)
        guard part.isEmpty else {
          let names = Scope(debugger, in: .model)
          let typed = found.place + part
          return (try Expression(typed, names: names).evaluate(in: names), TypedPlace(text: typed))
        }
        // A model's input may be called as a value of the layer is where one stands.
        let isPlain = !found.place.contains { ".@:".contains($0) }
        let here = isPlain ? try? machine.lookup(found.place, in: debugger.selectedFrame) : found
        let isHidden = here?.value.id != found.value.id
        return (found.tensor, TypedPlace(text: found.place, frame: isHidden ? frame : nil))
      })
  }
}
