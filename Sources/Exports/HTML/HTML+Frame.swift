extension HTML {
  /// What the scripts fill.
  static let frame = """
    <div class="keys-line screen-only" id="keys-line">
    <span><kbd>→</kbd> next equation</span> <span><kbd>Shift</kbd> <kbd>→</kbd> next timestep</span>
    <span id="keys-phases" hidden><kbd>1</kbd>…<kbd>4</kbd> forward, loss, backward, update</span>
    <span><kbd>Tab</kbd> to the numbers, arrows among them</span> <span><kbd>Enter</kbd> looks into one</span>
    <button type="button" id="help-open" aria-haspopup="dialog"><kbd>?</kbd> all keys</button>
    </div>
    <details class="graph screen-only" id="graph">
    <summary>The model’s graph</summary>
    <div class="scroll"><div class="picture" id="graph-picture">\
    <svg id="graph-lines" aria-hidden="true"></svg></div></div>
    </details>
    <div class="page">
    <nav aria-label="Layers"><h2>Layers</h2><ol id="layers"></ol></nav>
    <main>
    <section class="steps" aria-label="Steps">
    <div class="phases" id="phases" role="tablist" aria-label="Parts of a step of training" hidden></div>
    <div class="row">
    <button type="button" id="first" aria-label="first equation" title="first equation (Home)">|◀</button>
    <button type="button" id="back" title="the equation before (←)">◀ back</button>
    <button type="button" id="step" class="main" title="the next equation (→)">step ▶</button>
    <button type="button" id="last" aria-label="last equation" title="last equation (End)">▶|</button>
    <span class="pair" id="timesteps">
    <button type="button" id="time-back" aria-label="the timestep before" \
    title="the timestep before (Shift ←)">◀ t</button>
    <button type="button" id="time-next" title="the next timestep (Shift →)">next timestep ▶▶</button>
    </span>
    </div>
    <div class="slider" id="time">
    <label for="timestep">timestep</label>
    <input type="range" id="timestep" min="0" max="0" value="0">
    <span id="timestep-text"></span>
    </div>
    <output id="position" aria-live="polite"></output>
    </section>
    <section class="layer" aria-labelledby="layer-path">
    <h2><bdi id="layer-path"></bdi> <small class="quiet" id="layer-title"></small></h2>
    <p class="masked" id="masked" hidden></p>
    <div id="equations" tabindex="-1"></div>
    </section>
    <section class="over-time" id="over-time" aria-labelledby="over-time-title">
    <h2 id="over-time-title">Every value over time</h2>
    <p class="quiet">Units down, timesteps across; the framed column is the timestep shown above.</p>
    <div class="maps" id="maps"></div>
    </section>
    </main>
    <aside class="why" id="why" aria-labelledby="why-title" tabindex="-1">
    <div class="why-head">
    <h2 id="why-title">Where <code id="why-place"></code> comes from</h2>
    <button type="button" id="why-back" title="the number before (Backspace)" disabled>back</button>
    <button type="button" id="why-close" class="sheet-only" aria-label="close">✕</button>
    </div>
    <div id="why-text" aria-live="polite"></div>
    </aside>
    </div>
    <div class="paper" id="paper"></div>
    <dialog id="help" aria-labelledby="help-title">
    <h2 id="help-title">Keys</h2>
    <table class="keys">
    <tr><td><kbd>→</kbd> <kbd>n</kbd></td><td>the next equation</td></tr>
    <tr><td><kbd>←</kbd> <kbd>p</kbd></td><td>the equation before</td></tr>
    <tr><td><kbd>Shift</kbd> <kbd>→</kbd> or <kbd>]</kbd></td><td>the next timestep</td></tr>
    <tr><td><kbd>Shift</kbd> <kbd>←</kbd> or <kbd>[</kbd></td><td>the timestep before</td></tr>
    <tr id="help-phases" hidden><td><kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> <kbd>4</kbd></td>\
    <td>forward, loss, backward, update: to what belongs there to this equation, or to the number that is kept</td></tr>
    <tr><td><kbd>Home</kbd> <kbd>End</kbd></td><td>the first and the last equation</td></tr>
    <tr><td><kbd>Tab</kbd></td><td>to the numbers; there the arrows go from number to number</td></tr>
    <tr><td><kbd>Enter</kbd></td><td>keeps the number’s explanation, and goes to a link’s number</td></tr>
    <tr><td><kbd>Backspace</kbd></td><td>back to the number that was looked into before</td></tr>
    <tr><td><kbd>Esc</kbd></td><td>closes what is open</td></tr>
    <tr><td><kbd>?</kbd></td><td>these keys</td></tr>
    </table>
    <p>A number that is pointed at is explained; its operands are framed where they stand. A number \
    that is clicked or touched stays.</p>
    <form method="dialog"><button class="main">close</button></form>
    </dialog>
    <footer class="screen-only"><p class="quiet">Written by kerastep. The page asks the network for \
    nothing.</p></footer>
    """
}
