/// The page around the numbers, and how text is put into it.
enum HTML {
  /// A word that nobody can know beforehand: only what bears it is run or styles the page.
  static func nonce() -> String {
    let word = UInt64.random(in: .min ... .max)
    return String(word | 1 << 63, radix: 16) + String(UInt64.random(in: .min ... .max), radix: 16)
  }

  /// No address is ever asked for anything.
  static func policy(_ nonce: String) -> String {
    "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; "
      + "base-uri 'none'; form-action 'none'"
  }

  /// Text between tags and in attributes.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// JSON that cannot end the script that it stands in, nor begin another: such letters stand in
  /// its strings only, where they can be written as `\u003c`.
  static func inScript(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<", ">", "&", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        let text = "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        result.append(contentsOf: text.unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// What the script fills.
  static let frame = """
    <div class="page">
    <nav aria-label="Layers"><h2>Layers</h2><ol id="layers"></ol></nav>
    <main>
    <section class="steps" aria-label="Steps">
    <div class="row">
    <button type="button" id="first" aria-label="first equation">|◀</button>
    <button type="button" id="back">◀ back</button>
    <button type="button" id="step" class="main">step ▶</button>
    <button type="button" id="last" aria-label="last equation">▶|</button>
    <output id="position" aria-live="polite"></output>
    </div>
    <div class="slider" id="time">
    <label for="timestep">timestep</label>
    <input type="range" id="timestep" min="0" max="0" value="0">
    <span id="timestep-text"></span>
    </div>
    </section>
    <section class="layer" aria-labelledby="layer-path">
    <h2><bdi id="layer-path"></bdi></h2>
    <p class="quiet" id="layer-title"></p>
    <ol class="equations" id="equations" tabindex="-1"></ol>
    </section>
    <section class="over-time" id="over-time" aria-labelledby="over-time-title">
    <h2 id="over-time-title">Every value over time</h2>
    <p class="quiet">Units down, timesteps (or rows) across; the framed column is the timestep that \
    is shown above.</p>
    <div class="maps" id="maps"></div>
    </section>
    </main>
    <aside class="why" aria-labelledby="why-title" tabindex="0">
    <h2 id="why-title">Where <code id="why-place"></code> comes from</h2>
    <pre id="why-text" aria-live="polite"></pre>
    </aside>
    </div>
    <div class="paper" id="paper"></div>
    <footer>
    <ul class="keys">
    <li><kbd>→</kbd> or <kbd>n</kbd>: the next equation</li>
    <li><kbd>←</kbd> or <kbd>p</kbd>: the one before</li>
    <li><kbd>Shift</kbd> <kbd>→</kbd> or <kbd>]</kbd>: the next timestep</li>
    <li><kbd>Shift</kbd> <kbd>←</kbd> or <kbd>[</kbd>: the timestep before</li>
    <li><kbd>Home</kbd>, <kbd>End</kbd>: the first and the last equation</li>
    <li><kbd>Tab</kbd> to the numbers of an equation: there <kbd>←</kbd> <kbd>→</kbd> go from \
    number to number</li>
    <li>a number or a cell, pointed at or tapped: where it comes from</li>
    </ul>
    <p class="quiet">Written by kerastep. The page asks the network for nothing.</p>
    </footer>
    """
}
