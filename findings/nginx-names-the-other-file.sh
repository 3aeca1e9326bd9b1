#!/usr/bin/env bash
# nginx 1.22.1 of Debian 12: for a second default_server it names Debian's own site, not the file that was added.
#
# Behaviour: two servers of one address that are both default_server are an error at the file and line of the one that is
#   read second. nginx.conf reads conf.d/*.conf before sites-enabled/*, so a file that cfn-init writes into conf.d is
#   read first, and the site that the package brought is named.
# Seen: conf.d/app.conf with `listen 80 default_server;`: "[emerg] a duplicate default server for 0.0.0.0:80 in
#   /etc/nginx/sites-enabled/default:22", exit code 1; app.conf is not mentioned. In sites-enabled the order is by name:
#   an app.conf there is read first, too, and a site.conf is named itself.
# Why it matters: the log leads to a file that nobody touched. Remove the link sites-enabled/default before nginx starts,
#   or leave default_server out. Of each [emerg] line about two things that clash, look for the other one as well.
# Needs Debian 12 or alike (apt-get download, dpkg) and the libraries of its nginx (libpcre2, libssl3); installs nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get -qq download nginx nginx-common
for package in *.deb; do dpkg -x "$package" root; done
etc=$folder/root/etc/nginx
mkdir -p run "$etc/sites-enabled" "$etc/modules-enabled"
ln -s ../sites-available/default "$etc/sites-enabled/default" # as the package's own script does
find "$etc" -type f -exec sed -i "s#/etc/nginx#$etc#g; s#/var/log/nginx#$folder/run#g; s#/run/nginx.pid#$folder/run/pid#; s#^user .*##" {} +
for temporary in client_body proxy fastcgi uwsgi scgi; do
  sed -i "s#^http {#&\n${temporary}_temp_path $folder/run/$temporary;#" "$etc/nginx.conf"
done
check() { root/usr/sbin/nginx -t -e stderr -c "$etc/nginx.conf" 2>&1; }
server='server { listen 80 default_server; return 204; }'

check >/dev/null # as the package comes it is fine
for added in conf.d/app.conf sites-enabled/app.conf sites-enabled/site.conf; do
  echo "$server" >"$etc/$added"
  code=0
  said=$(check) || code=$?
  rm "$etc/$added"
  named=$(sed -n "s#.*\[emerg\].*a duplicate default server for 0.0.0.0:80 in $etc/##p" <<<"$said")
  echo "added $added, named $named, exit code $code"
  [ "$code" = 1 ]
  case $added in
    sites-enabled/site.conf) [ "$named" = sites-enabled/site.conf:1 ] ;;
    *) [ "$named" = sites-enabled/default:22 ] ;;
  esac
done
echo "As described."
