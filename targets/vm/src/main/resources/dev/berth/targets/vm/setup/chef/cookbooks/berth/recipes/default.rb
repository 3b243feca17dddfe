# Makes a fresh Debian machine ready for Berth's runtimes. Run twice, the second run changes nothing.

berth = node['berth']
venv = berth['venv']

wanted = ['python3-venv']
wanted << 'podman' if berth['container'].to_s == 'true'

execute 'lists of packages' do
  command 'apt-get update -q'
  not_if "test -z \"$(dpkg-query -W -f '${db:Status-Status}\\n' #{wanted.join(' ')} 2>&1 | grep -vx installed)\""
end

package wanted

user berth['user'] do
  manage_home true
  shell '/bin/bash'
end

[berth['folder'], ::File.dirname(venv)].each do |folder|
  directory folder do
    owner berth['user']
    mode '0755'
    recursive true
  end
end

execute 'virtual environment' do
  command ['python3', '-m', 'venv', venv]
  creates "#{venv}/bin/pip"
end

execute 'ray' do
  command ["#{venv}/bin/pip", 'install', '-q', "ray[default]==#{berth['ray']}"]
  not_if { berth['ray'].empty? }
  not_if "#{venv}/bin/pip show ray | grep -qx 'Version: #{berth['ray']}'"
end
