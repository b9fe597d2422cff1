import Exports
import Foundation
import ModelSupport
import Models
import Tensors
import Testing

/// What exports say: documents that compile, and text from a model that does no harm.
struct ExportTextTests {
  private static let cases = ExportCase.folders + ExportCase.grid(every: 74)

  @Test func latexIsWellFormed() throws {
    let engine = ["pdflatex", "lualatex", "tectonic"].first(where: Workshop.has)
    let workshop = try Workshop()
    defer { workshop.remove() }
    for one in Self.cases {
      guard var export = try one.export(to: workshop.path(one.name + ".tex")) else { continue }
      for numbers in [false, true] {
        export.showsNumbers = numbers
        let target = try #require(ExportTargets.named("latex"))
        let fault = LatexCheck.fault(in: try export.text(as: target))
        #expect(fault == nil, "\(one.title): \(fault ?? "")")
        guard let engine, numbers else { continue }
        _ = try export.write(as: target)
        let outcome = try workshop.run(
          [engine] + (engine == "tectonic" ? [] : ["-interaction=nonstopmode", "-halt-on-error"])
            + [one.name + ".tex"])
        #expect(outcome.code == 0, "\(one.title): \(outcome.text.suffix(1000))")
      }
    }
  }

  @Test func markdownIsWellFormed() throws {
    for one in Self.cases {
      guard var export = try one.export(to: "model.md") else { continue }
      export.showsNumbers = true
      let text = try export.text(as: try #require(ExportTargets.named("markdown")))
      let fences = text.split(separator: "\n").filter { $0.hasPrefix("```") }
      #expect(fences.enumerated().allSatisfy { $1 == ($0 % 2 == 0 ? "```math" : "```") })
      for (index, part) in text.components(separatedBy: "```").enumerated() where index % 2 == 1 {
        let fault = LatexCheck.faultInMathematics(String(part.dropFirst("math".count)))
        #expect(fault == nil, "\(one.title): \(fault ?? "")")
      }
    }
  }

  @Test("a model's names do no harm")
  func hostileNames() throws {
    let names = [
      "*/ int x = system(\"x\"); /*", "\"\"\"); import os", "\\input{x} $ % & # _ ^ ~ {",
      "a\u{202E}b\nc", "??/", "int", "predict", "main", "层", "```\n# x", "</script>", "k0", "W",
    ]
    let layers = names.map { Architecture.dense(Self.quoted($0), 2) }
    let model = try Architecture(layers: [Architecture.input()] + layers).model(
      names.map {
        ($0, [Tensor([2, 2], .float32, [1, 2, 3, 4]), Tensor([2], .float32, [0, 1])])
      })
    let feed = try Feed.read("[1e-3, 0]", for: model)
    let workshop = try Workshop()
    defer { workshop.remove() }
    for target in ExportTargets.all {
      let ending = ["latex": ".tex", "markdown": ".md"][target.name]
      let own = ending ?? ExportLanguage(rawValue: target.name)?.ending ?? ""
      let export = try Export(
        model, feed, tolerance: (1e-6, 2e-5), to: workshop.path("hostile" + own))
      _ = try export.write(as: target)
    }
    let text = try String(contentsOfFile: workshop.path("hostile.tex"), encoding: .utf8)
    #expect(LatexCheck.fault(in: text) == nil, "\(LatexCheck.fault(in: text) ?? "")")
    let strict = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-DMODEL_SELF_CHECK"]
    var commands: [[String]] = []
    if Workshop.has("cc") {
      commands += [["cc", "-std=c99"] + strict + ["hostile.c", "-lm"], ["./a.out"]]
    }
    if Workshop.has("c++") {
      commands += [
        ["c++", "-std=c++17"] + strict + ["-x", "c++", "hostile.hpp"], ["./a.out"],
      ]
    }
    if let python = Workshop.python { commands.append([python, "hostile.py"]) }
    if Workshop.has("swiftc") {
      commands += [
        ["swiftc", "-parse-as-library", "-D", "SELF_CHECK", "hostile.swift", "-o", "check"],
        ["./check"],
      ]
    }
    for command in commands {
      let outcome = try workshop.run(command)
      #expect(outcome.code == 0, "\(command): \(outcome.text.suffix(1500))")
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A strict reading of the LaTeX that exports write, for machines without an engine.
enum LatexCheck {
  /// What is wrong with a document; nil when nothing is.
  static func fault(in text: String) -> String? {
    guard text.hasPrefix("\\documentclass"), text.hasSuffix("\\end{document}\n") else {
      return "no whole document"
    }
    return fault(text, isMathematics: false)
  }

  static func faultInMathematics(_ text: String) -> String? { fault(text, isMathematics: true) }

  private static let commands: Set<String> = [
    "documentclass", "usepackage", "allowdisplaybreaks", "setcounter", "section", "subsection",
    "begin", "end", "text", "operatorname", "mathit", "mathrm", "frac", "sqrt", "left", "right",
    "odot", "sigma", "tanh", "arccos", "arcsin", "arctan", "sin", "cos", "ln", "max", "min",
    "gamma", "beta", "alpha", "mu",
    "lvert", "rvert", "lceil", "rceil", "lfloor", "rfloor", "lnot", "land", "lor", "neq", "leq",
    "geq", "bmod", "top", "sum", "cdot", "cdots", "vdots", "dots", "infty", "times", "to", "quad",
    "partial", "Sigma", "Pi", "Delta", "eta", "tau", "ell", "hat", "bar", "wedge", "sim", "pm",
    "textbackslash", "textasciicircum", "textasciitilde", "textless", "textgreater", "textbar",
  ]
  private static let mathematics: Set<String> = ["align*", "aligned", "bmatrix", "cases"]

  private static func fault(_ text: String, isMathematics: Bool) -> String? {
    var open: [String] = []
    var inline = false
    var textDepth: [Int] = []
    var rest = text[...]
    while let character = rest.first {
      rest = rest.dropFirst()
      let isInMathematics =
        (isMathematics || inline || open.contains(where: mathematics.contains)) && textDepth.isEmpty
      switch character {
      case "\\":
        let word = String(rest.prefix { $0.isLetter })
        if word.isEmpty {
          guard let sign = rest.first, "\\{}$&#%_,;".contains(sign) else {
            return "\\\(rest.prefix(5))"
          }
          rest = rest.dropFirst()
          continue
        }
        rest = rest.dropFirst(word.count)
        guard commands.contains(word) else { return "an unknown command \(word)" }
        if word == "begin" || word == "end" {
          guard rest.first == "{", let close = rest.firstIndex(of: "}") else { return "\\\(word)" }
          let name = String(rest[rest.index(after: rest.startIndex)..<close])
          rest = rest[rest.index(after: close)...]
          if word == "begin" {
            open.append(name)
          } else if open.popLast() != name {
            return "\\end{\(name)}"
          }
        } else if word == "left" {
          open.append("left")
        } else if word == "right" {
          if open.popLast() != "left" { return "\\right" }
        } else if word == "text" {
          guard rest.first == "{" else { return "\\text" }
          textDepth.append(open.count)
        }
      case "{": open.append("{")
      case "}":
        guard open.popLast() == "{" else { return "a closing brace before \(rest.prefix(20))" }
        if textDepth.last == open.count { textDepth.removeLast() }
      case "$": inline.toggle()
      case "_", "^", "&":
        guard isInMathematics else { return "\(character) in text before \(rest.prefix(20))" }
      case "#", "%", "~": return "\(character) before \(rest.prefix(20))"
      default:
        guard character.isASCII else { return "the letter \(character)" }
      }
    }
    return open.isEmpty && !inline ? nil : "not closed: \(open)"
  }
}
