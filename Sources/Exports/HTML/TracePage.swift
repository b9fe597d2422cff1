import Containers
import Debugging
import Equations
import Tensors
import Terms

/// A run as one page of HTML that shows it: equations with their numbers, heatmaps over time, and
/// where each number comes from. Nothing is fetched, and the page forbids that it could be.
///
/// Numbers and texts stand in the page as JSON; its scripts put them in as text. A large run is cut
/// to `PageBudget`, and the page says what it leaves out.
package struct TracePage {
  /// How the one who writes the page puts things into words.
  package struct Wording {
    /// A name from the model, its control characters made visible.
    package var label: (String) -> String
    /// `f = σ(z[8:16])`.
    package var equation: (Equation) -> String
    /// Numbers that belong together, as short as they are shown.
    package var numbers: ([Double], DType) -> [String]
    /// What explains a number.
    package var explanation: (Entry) throws -> PageExplanation
    /// The names of queries and of keys, where an equation gives a number for each of them.
    package var tokens: (Equation) throws -> (queries: [String], keys: [String])?

    package init(
      label: @escaping (String) -> String, equation: @escaping (Equation) -> String,
      numbers: @escaping ([Double], DType) -> [String],
      explanation: @escaping (Entry) throws -> PageExplanation,
      tokens: @escaping (Equation) throws -> (queries: [String], keys: [String])? = { _ in nil }
    ) {
      (self.label, self.equation) = (label, equation)
      (self.numbers, self.explanation, self.tokens) = (numbers, explanation, tokens)
    }
  }

  /// What the page is called, and what stands below that.
  package struct Heading: Sendable {
    package var title: String
    package var facts: [String]

    package init(title: String, facts: [String]) {
      (self.title, self.facts) = (title, facts)
    }
  }

  let machine: Machine
  let sample: Int
  let heading: Heading
  let wording: Wording
  /// Nil where there are too many lines for a picture.
  let graph: PageGraph?
  let budget: PageBudget

  var program: Program { machine.program }

  /// A page of what was computed so far.
  package init(
    _ machine: Machine, sample: Int = 0, _ heading: Heading, _ wording: Wording,
    graph: PageGraph? = nil, limits: PageBudget.Limits = PageBudget.Limits()
  ) {
    (self.machine, self.sample) = (machine, sample)
    (self.heading, self.wording, self.graph) = (heading, wording, graph)
    budget = PageBudget(machine.program, limits)
  }

  /// The whole page.
  package func html() throws -> String {
    if let text = machine.program.values.first(where: { $0.dtype == .string }) {
      throw ExportError(
        "\(wording.label(text.name.unicode)) is text, and a page shows numbers alone",
        hint: "kerastep trace writes the texts to .npz and .json.")
    }
    var data = PageData(self)
    let json = try data.json()
    let nonce = HTML.nonce()
    let title = HTML.escaped(wording.label(heading.title))
    let facts = heading.facts.map { "<p class=\"facts\">\(HTML.escaped(wording.label($0)))</p>" }
    let left = (budget.notes + data.notes).map {
      "<p class=\"left-out\">\(HTML.escaped($0))</p>"
    }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(HTML.policy(nonce))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="kerastep">
      <title>\(title), step by step</title>
      <style nonce="\(nonce)">
      \(HTML.styles)</style>
      </head>
      <body>
      <a class="skip" href="#equations">to the equations</a>
      <header>
      <h1>\(title), step by step</h1>
      \((facts + left).joined(separator: "\n"))
      </header>
      <noscript>
      <p class="left-out">This page is stepped through with a script of its own, which fetches \
      nothing. Scripts are turned off here, so it shows the last numbers of every equation.</p>
      \(HTML.plain(json))
      </noscript>
      \(HTML.frame)
      <script type="application/json" id="trace">\(HTML.inScript(json.text))</script>
      <script nonce="\(nonce)">
      \(HTML.scripts)</script>
      </body>
      </html>

      """
  }
}
