import CTexts

/// The module for Python, which starts the program and talks to it (`kerastep --serve`).
///
/// It is one file without dependencies, printed by `kerastep python` and put beside the program by `make install`.
package enum Python {
  /// The text of `kerastep.py`.
  package static let module = String(cString: ks_python_module())
}
