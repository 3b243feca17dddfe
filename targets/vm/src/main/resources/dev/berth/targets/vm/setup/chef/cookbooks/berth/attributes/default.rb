# Who owns the folders, and who is made if not there.
default['berth']['user'] = 'berth'
# Where attempts have their folders.
default['berth']['folder'] = '/var/lib/berth'
# The virtual environment that programs find in their PATH.
default['berth']['venv'] = '/opt/berth/venv'
# Ray's version, such as 2.49.0; empty for no Ray.
default['berth']['ray'] = ''
# Whether podman is installed, for the runtime container.
default['berth']['container'] = 'false'
