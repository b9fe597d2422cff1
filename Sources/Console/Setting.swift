import Containers
import Debugging
import Engine
import Models
import Tensors
import Training

/// A setting: what `set` and `show` know of it.
struct Setting: Sendable {
  let name: String
  let help: String
  /// The words it takes; empty for a number.
  let values: [String]
  /// Whether it takes numbers beside its words.
  var takesOthers = false
  /// Whether it changes what is computed, and not how things are shown.
  var isOfRuns = false
  let get: @Sendable (Settings) -> String
  /// Sets it; false when the word is none that it takes.
  let set: @Sendable (inout Settings, String) -> Bool
  /// What a word means beside what is set.
  var meaning: @Sendable (String, Settings, Session?) -> String = { word, _, _ in word }
  /// Throws what is wrong with a word for the session that is open, before it is set.
  var check: @Sendable (String, Session?) throws -> Void = { _, _ in }
  /// Makes it hold for the session that is open.
  var apply: @Sendable (Session, Settings) throws -> Void = { _, _ in }

  private static func number(
    _ name: String, _ help: String, _ range: ClosedRange<Int>,
    _ path: WritableKeyPath<Settings, Int> & Sendable
  ) -> Setting {
    Setting(
      name: name, help: "\(help) (\(range.lowerBound)–\(range.upperBound))", values: [],
      get: { String($0[keyPath: path]) },
      set: { settings, word in
        guard let value = Int(word), range.contains(value) else { return false }
        settings[keyPath: path] = value
        return true
      })
  }

  private static func flag(
    _ name: String, _ help: String, _ path: WritableKeyPath<Settings, Bool> & Sendable
  ) -> Setting {
    Setting(
      name: name, help: help, values: ["on", "off"],
      get: { $0[keyPath: path] ? "on" : "off" },
      set: { settings, word in
        guard ["on", "off"].contains(word) else { return false }
        settings[keyPath: path] = word == "on"
        return true
      })
  }

  private static func choice<Value: RawRepresentable & CaseIterable & SendableMetatype>(
    _ name: String, _ help: String, _ path: WritableKeyPath<Settings, Value> & Sendable
  ) -> Setting where Value.RawValue == String {
    Setting(
      name: name, help: help, values: Value.allCases.map(\.rawValue),
      get: { $0[keyPath: path].rawValue },
      set: { settings, word in
        guard let value = Value(rawValue: word) else { return false }
        settings[keyPath: path] = value
        return true
      })
  }

  /// A number or a word that stands for none.
  private static func optional(
    _ name: String, _ help: String, _ word: String, _ range: ClosedRange<Int>,
    _ path: WritableKeyPath<Settings, Int?> & Sendable
  ) -> Setting {
    Setting(
      name: name, help: "\(help) (\(range.lowerBound)–\(range.upperBound), or \(word))",
      values: [word], takesOthers: true,
      get: { $0[keyPath: path].map(String.init) ?? word },
      set: { settings, text in
        if text == word {
          settings[keyPath: path] = nil
          return true
        }
        guard let value = Int(text), range.contains(value) else { return false }
        settings[keyPath: path] = value
        return true
      })
  }

  private func applied(_ apply: @escaping @Sendable (Session, Settings) throws -> Void) -> Setting {
    var setting = self
    setting.apply = apply
    setting.isOfRuns = true
    return setting
  }

  private static let memory = Setting(
    name: "memory", help: "the most that a run may take: 500M, 2G, or auto", values: ["auto"],
    takesOthers: true,
    get: { $0.memory.map(MemoryBudget.readable) ?? "auto" },
    set: { settings, word in
      if word == "auto" {
        settings.memory = nil
        return true
      }
      guard let bytes = ByteCount.bytes(word), bytes >= 1_000_000 else { return false }
      settings.memory = bytes
      return true
    }
  ).applied { try $0.limitMemory(to: $1.budget) }

  /// In quotes, or bare; a blank follows it.
  private static let prompt = Setting(
    name: "prompt", help: "what stands before the cursor, or default", values: ["default"],
    takesOthers: true,
    get: { $0.prompt ?? "default" },
    set: { settings, word in
      let text = word.unquoted.trimmed
      guard text.count <= 60 else { return false }
      settings.prompt = text == "default" ? nil : text
      return true
    })

  private static let training = flag(
    "training", "layers do as in training: Dropout drops", \.training
  ).applied { try $0.train(seed: $1.trainingSeed) }

  private static let seed = number(
    "seed", "what training's random numbers are made from", 0...1_000_000_000, \.seed
  ).applied { try $0.train(seed: $1.trainingSeed) }

  private static let loss = Setting(
    name: "loss",
    help:
      "the loss that target takes, a name or an expression of y and output, or file for the compiled one",
    values: ["file"] + Aim.lossNames, takesOthers: true,
    get: { $0.loss ?? "file" },
    set: { settings, text in
      guard text == "file" || Aim.lossNames.contains(text) || !LossWords.isName(text) else {
        return false
      }
      settings.loss = text == "file" ? nil : text
      return true
    },
    meaning: { text, settings, session in
      LossWords.text(text, after: settings.loss, outputs: session?.model.outputNames ?? [])
    },
    check: { text, session in
      if !LossWords.isName(text) { try LossWords.check(text, for: session?.model) }
    }
  ).applied { try $0.useLoss($1.loss) }

  private static let classWeight = Setting(
    name: "class_weight",
    help: "what samples weigh by their class, 0=1 1=5, say, as fit's class_weight, or none",
    values: ["none"], takesOthers: true,
    get: { $0.classWeight?.text ?? "none" },
    set: { settings, text in
      let weights = ClassWeighting(text)
      guard weights != nil || text == "none" else { return false }
      settings.classWeight = weights
      return true
    }
  ).applied { try $0.useClassWeights($1.classWeight) }

  private static let optimizer = Setting(
    name: "optimizer",
    help:
      "what train changes the weights by, adam(lr=0.01), say, or file for the one that was compiled",
    values: ["file"] + Optimizers.all.map { $0.className.lowercased() }, takesOthers: true,
    get: { $0.optimizer ?? "file" },
    set: { settings, text in
      settings.optimizer = text == "file" ? nil : text.filter { !$0.isWhitespace }
      return true
    }
  ).applied { try $0.useOptimizer($1.optimizer) }

  private static let backend = choice(
    "backend", "what Keras trains with: on jax and torch a cross-entropy clips probabilities",
    \.backend
  ).applied { try $0.useBackend($1.backend) }

  private static let batch = number(
    "batch", "how many samples of a data set train takes in a step", 1...1_000_000, \.batch
  ).applied { try $0.useBatches($1.batches) }

  private static let shuffle = optional(
    "shuffle", "what the order of an epoch's samples is drawn from", "off", 0...1_000_000_000,
    \.shuffle
  ).applied { try $0.useBatches($1.batches) }

  /// Every setting, in the order in which `show` lists them.
  static let all: [Setting] = [
    number("precision", "digits after the point", 0...17, \.format.precision),
    number("edgeitems", "elements kept at each end of what is cut", 1...1000, \.format.edgeItems),
    optional(
      "threshold", "elements above which an array is cut", "none", 1...1_000_000, \.format.threshold
    ),
    optional("width", "columns of the screen", "auto", 20...10_000, \.width),
    optional("height", "rows of the screen", "auto", 10...10_000, \.height),
    choice("color", "colours", \.colour),
    choice(
      "theme", "colours for a dark or a light screen; auto asks the terminal which it is", \.theme),
    flag("ascii", "only letters that every terminal has", \.ascii),
    choice("convention", "samples as rows, z = x·W + b, or as columns, z = Wᵀx + b", \.convention),
    choice("operands", "operands below each other, or packed into few lines", \.operands),
    flag(
      "sparklines", "small bars beside the numbers of a stop, for more than 16 each a mean",
      \.sparklines),
    memory, training, seed, loss, classWeight, optimizer, backend, batch, shuffle,
    prompt,
    flag(
      "hints", "while a line is typed, show what its words are and what may come next", \.hints),
    flag("echo", "show a script's commands before their output", \.echo),
  ]

  static func named(_ name: String) -> Setting? { all.first { $0.name == name } }
}
