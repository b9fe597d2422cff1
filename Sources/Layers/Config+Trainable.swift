import Containers

extension Config {
  /// Whether its weights may be trained, where another value than true and false counts as Python takes it: 0, nothing and what
  /// is empty are no, all else is yes.
  package var isTrainable: Bool { json.saysTrainable }
}

extension JSON {
  /// The same of a config as the file has it.
  package var saysTrainable: Bool {
    switch self["trainable"] {
    case nil: true
    case .null: false
    case .bool(let flag): flag
    case .int(let number): number != 0
    case .double(let number): number != 0
    case .string(let word): !word.isEmpty
    case .array(let list): !list.isEmpty
    case .object(let object): !object.isEmpty
    }
  }
}
