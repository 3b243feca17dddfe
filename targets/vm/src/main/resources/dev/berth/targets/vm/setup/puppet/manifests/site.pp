# Makes a fresh Debian machine ready for Berth's runtimes. Applied twice, the second time changes nothing.
# What may be said: the facts berth_user, berth_folder, berth_venv, berth_ray and berth_container.
class { 'berth':
  user      => pick_said($facts['berth_user'], 'berth'),
  folder    => pick_said($facts['berth_folder'], '/var/lib/berth'),
  venv      => pick_said($facts['berth_venv'], '/opt/berth/venv'),
  ray       => pick_said($facts['berth_ray'], ''),
  container => pick_said($facts['berth_container'], 'false') == 'true',
}

# What was said, or else the other; the function pick is not part of Puppet itself.
function pick_said(Optional[String] $said, String $otherwise) >> String {
  if $said =~ String[1] { $said } else { $otherwise }
}
