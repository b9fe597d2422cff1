import Layers

extension Part {
  /// Whether something of it cannot be computed: its class, what stands in it, or a function that nobody has said.
  package var isOpen: Bool {
    !layer.isComputable || config.lacksFunction || layer.parts.contains(where: \.isOpen)
  }
}
