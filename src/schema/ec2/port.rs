//! Services by their protocol and ports, as people call them.
//!
//! Source: IANA "Service Name and Transport Protocol Port Number Registry"; AWS page "Security group rules".

/// Who may reach a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Openness {
    /// It is meant for everybody.
    Website,
    /// It gives a shell, files or data: open to everybody it is found within minutes.
    Guarded,
    /// Depends on what it is used for.
    Plain,
}

/// A service with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PortService {
    /// What people call it.
    pub name: &'static str,
    /// `tcp`, `udp`, `icmp`, `icmpv6`, or `-1` for every protocol.
    pub protocol: &'static str,
    /// First and last port, for ICMP type and code; `None` for every protocol.
    pub ports: Option<(i32, i32)>,
    /// Who may reach it.
    pub openness: Openness,
}

const fn tcp(name: &'static str, port: i32, openness: Openness) -> PortService {
    PortService { name, protocol: "tcp", ports: Some((port, port)), openness }
}

const fn udp(name: &'static str, port: i32) -> PortService {
    PortService { name, protocol: "udp", ports: Some((port, port)), openness: Openness::Plain }
}

use Openness::{Guarded, Plain, Website};

/// The services, those that people choose most first.
pub const SERVICES: &[PortService] = &[
    tcp("HTTP", 80, Website),
    tcp("HTTPS", 443, Website),
    tcp("SSH", 22, Guarded),
    tcp("PostgreSQL", 5432, Guarded),
    tcp("MySQL", 3306, Guarded),
    tcp("RDP", 3389, Guarded),
    udp("DNS", 53),
    tcp("DNS over TCP", 53, Plain),
    PortService { name: "Ping", protocol: "icmp", ports: Some((8, -1)), openness: Plain },
    PortService { name: "ICMP", protocol: "icmp", ports: Some((-1, -1)), openness: Plain },
    PortService { name: "ICMPv6", protocol: "icmpv6", ports: Some((-1, -1)), openness: Plain },
    udp("NTP", 123),
    tcp("HTTP on 8080", 8080, Website),
    tcp("HTTPS on 8443", 8443, Website),
    tcp("SMTP", 25, Plain),
    tcp("SMTP submission", 587, Plain),
    tcp("SMTPS", 465, Plain),
    tcp("IMAPS", 993, Plain),
    tcp("FTP", 21, Guarded),
    tcp("FTP data", 20, Guarded),
    tcp("Telnet", 23, Guarded),
    tcp("NFS", 2049, Guarded),
    tcp("SMB", 445, Guarded),
    tcp("NetBIOS", 139, Guarded),
    tcp("RPC", 135, Guarded),
    tcp("VNC", 5900, Guarded),
    tcp("LDAP", 389, Guarded),
    tcp("LDAPS", 636, Plain),
    tcp("WinRM", 5985, Guarded),
    tcp("WinRM over HTTPS", 5986, Guarded),
    tcp("SQL Server", 1433, Guarded),
    tcp("Oracle", 1521, Guarded),
    tcp("MongoDB", 27017, Guarded),
    tcp("MongoDB shard", 27018, Guarded),
    tcp("Redis", 6379, Guarded),
    tcp("Memcached", 11211, Guarded),
    tcp("Elasticsearch", 9200, Guarded),
    tcp("RabbitMQ", 5672, Guarded),
    tcp("Kafka", 9092, Guarded),
    tcp("Docker", 2375, Guarded),
    tcp("Kubernetes", 6443, Guarded),
    udp("Syslog", 514),
    PortService { name: "All TCP", protocol: "tcp", ports: Some((0, 65535)), openness: Guarded },
    PortService { name: "All UDP", protocol: "udp", ports: Some((0, 65535)), openness: Guarded },
    PortService { name: "All traffic", protocol: "-1", ports: None, openness: Guarded },
];

/// A protocol by its word, for the number or word that a template says.
pub fn protocol(text: &str) -> String {
    match text.trim().to_ascii_lowercase().as_str() {
        "6" => "tcp".into(),
        "17" => "udp".into(),
        "1" => "icmp".into(),
        "58" => "icmpv6".into(),
        "all" => "-1".into(),
        word => word.into(),
    }
}

/// The service of a protocol, by its word, and its ports.
pub fn service_of(protocol: &str, ports: Option<(i32, i32)>) -> Option<&'static PortService> {
    // Every protocol has every port, whatever is written.
    let ports = if protocol == "-1" { None } else { ports };
    SERVICES.iter().find(|service| service.protocol == protocol && service.ports == ports)
}

/// The first service among some ports that must not be open to everybody.
pub fn guarded_in(protocol: &str, ports: Option<(i32, i32)>) -> Option<&'static PortService> {
    if let Some(service) = service_of(protocol, ports) {
        return Some(service).filter(|service| service.openness == Guarded);
    }
    let (first, last) = ports?;
    let one =
        |service: &&PortService| service.ports.is_some_and(|(from, to)| from == to && first <= from && to <= last);
    SERVICES.iter().filter(|service| service.openness == Guarded && service.protocol == protocol).find(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_has_one_name_and_a_name_one_service() {
        for (index, service) in SERVICES.iter().enumerate() {
            let others = || SERVICES.iter().take(index);
            assert!(!others().any(|other| other.name == service.name), "{}", service.name);
            assert_eq!(service_of(service.protocol, service.ports), Some(service));
        }
    }

    #[test]
    fn numbers_are_protocols_and_ranges_hold_services() {
        assert_eq!(["6", "TCP", "-1", "all", "50"].map(protocol), ["tcp", "tcp", "-1", "-1", "50"]);
        assert_eq!(service_of("-1", Some((0, 0))).map(|service| service.name), Some("All traffic"));
        assert_eq!(service_of("tcp", Some((80, 81))), None);
        assert_eq!(guarded_in("tcp", Some((20, 30))).map(|service| service.name), Some("SSH"));
        assert_eq!(guarded_in("tcp", Some((8000, 8100))), None);
        assert_eq!(guarded_in("tcp", Some((443, 443))), None);
    }
}
