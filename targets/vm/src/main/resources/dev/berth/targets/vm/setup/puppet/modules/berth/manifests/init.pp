# What Berth's runtimes need.
#
# @param user who owns the folders
# @param folder where attempts have their folders
# @param venv the virtual environment that programs find in their PATH
# @param ray Ray's version; empty for no Ray
# @param container whether podman is installed
class berth (
  String[1] $user = 'berth',
  String[1] $folder = '/var/lib/berth',
  String[1] $venv = '/opt/berth/venv',
  String $ray = '',
  Boolean $container = false,
) {
  $above = regsubst($venv, '/[^/]+$', '')
  $wanted = $container ? {
    true    => ['python3-venv', 'podman'],
    default => ['python3-venv'],
  }

  exec { 'berth: lists of packages':
    command  => 'apt-get update -q',
    path     => '/usr/sbin:/usr/bin:/sbin:/bin',
    provider => shell,
    unless   => "! dpkg-query -W -f '\${db:Status-Status}\\n' ${join($wanted, ' ')} 2>&1 | grep -vqx installed",
  }

  -> package { $wanted:
    ensure => installed,
  }

  user { $user:
    ensure     => present,
    managehome => true,
    shell      => '/bin/bash',
  }

  -> file { [$folder, $above]:
    ensure => directory,
    owner  => $user,
    mode   => '0755',
  }

  -> exec { 'berth: virtual environment':
    command => "python3 -m venv ${venv}",
    path    => '/usr/bin:/bin',
    creates => "${venv}/bin/pip",
    require => Package[$wanted],
  }

  if $ray != '' {
    exec { 'berth: ray':
      command  => "${venv}/bin/pip install -q ray[default]==${ray}",
      path     => '/usr/bin:/bin',
      provider => shell,
      unless   => "${venv}/bin/pip show ray | grep -qx 'Version: ${ray}'",
      timeout  => 1200,
      require  => Exec['berth: virtual environment'],
    }
  }
}
