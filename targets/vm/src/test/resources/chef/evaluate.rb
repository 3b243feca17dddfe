# evaluate.rb COOKBOOK [name=value...]: what a default recipe asks for, a line each, without Chef: resources with their
# properties are only told. Attributes are Ruby's own hashes, which are enough of Chef's for what is read here.
cookbook, *said = ARGV
name = File.basename(cookbook)

# Attributes as their file says them, and then as the node does.
class Attributes
  attr_reader :default

  def initialize
    @default = Hash.new { |hash, key| hash[key] = {} }
  end
end

# Properties of one resource.
class Properties < BasicObject
  attr_reader :told

  def initialize
    @told = []
  end

  def method_missing(property, *values)
    @told << (values.empty? ? "#{property} {}" : "#{property} #{values.map(&:inspect).join(' ')}")
  end

  def respond_to_missing?(*)
    true
  end
end

# The recipe's own language.
class Recipe
  attr_reader :node

  def initialize(node)
    @node = node
  end

  %i[execute package user directory].each do |resource|
    define_method(resource) do |title, &block|
      properties = Properties.new
      properties.instance_eval(&block) if block
      puts "#{resource} #{title.inspect}: #{properties.told.join(', ')}"
    end
  end
end

attributes = Attributes.new
attributes.instance_eval(File.read("#{cookbook}/attributes/default.rb"))
said.each { |pair| attributes.default[name].store(*pair.split('=', 2)) }
Recipe.new(attributes.default).instance_eval(File.read("#{cookbook}/recipes/default.rb"))
