//! Resource types that hold data of people: what is lost with them, whether a policy can take a snapshot, and programs
//! on an instance that hold data.
//!
//! Sources: AWS pages "DeletionPolicy attribute", "UpdateReplacePolicy attribute"; the pages of the types. Plain data.

/// Types without `AWS::`, and what is lost with a resource.
const DATA: [(&str, &str); 31] = [
    ("Backup::BackupVault", "its recovery points"),
    ("Cognito::UserPool", "all of its users"),
    ("DocDB::DBCluster", "its databases"),
    ("DynamoDB::GlobalTable", "its items"),
    ("DynamoDB::Table", "its items"),
    ("EC2::Instance", "the root volume and all volumes that are deleted with the instance"),
    ("EC2::Volume", "the data on the volume"),
    ("ECR::Repository", "its images"),
    ("EFS::FileSystem", "its files"),
    ("ElastiCache::CacheCluster", "its cached data"),
    ("ElastiCache::ReplicationGroup", "its cached data"),
    ("Elasticsearch::Domain", "its indexes"),
    ("FSx::FileSystem", "its files"),
    ("KMS::Key", "everything that is encrypted with the key, when its waiting period ends"),
    ("Kinesis::Stream", "its records"),
    ("Logs::LogGroup", "its log events"),
    ("MSK::Cluster", "its topics"),
    ("AmazonMQ::Broker", "its messages"),
    ("MemoryDB::Cluster", "its data"),
    ("Neptune::DBCluster", "its graph"),
    ("OpenSearchService::Domain", "its indexes"),
    ("QLDB::Ledger", "its journal"),
    ("RDS::DBCluster", "its databases and automated backups"),
    ("RDS::DBInstance", "its databases and automated snapshots; manual snapshots stay"),
    ("Redshift::Cluster", "its databases"),
    ("Route53::HostedZone", "its name servers: a new zone has others"),
    ("S3::Bucket", "nothing: a bucket that is not empty is not deleted"),
    ("SNS::Topic", "its subscriptions made elsewhere"),
    ("SQS::Queue", "its messages"),
    ("SSM::Parameter", "its earlier versions"),
    ("SecretsManager::Secret", "its value and its versions"),
];

/// Types of which a policy can take a snapshot before the resource is deleted.
const SNAPSHOTS: [&str; 8] = [
    "DocDB::DBCluster",
    "EC2::Volume",
    "ElastiCache::CacheCluster",
    "ElastiCache::ReplicationGroup",
    "Neptune::DBCluster",
    "RDS::DBCluster",
    "RDS::DBInstance",
    "Redshift::Cluster",
];

/// Beginnings of the names of packages and services of programs that hold data on an instance, and the program.
const PROGRAMS: [(&str, &str); 16] = [
    ("mariadb", "MariaDB"),
    ("mysql", "MySQL"),
    ("mysqld", "MySQL"),
    ("postgresql", "PostgreSQL"),
    ("mongodb", "MongoDB"),
    ("mongod", "MongoDB"),
    ("redis", "Redis"),
    ("valkey", "Valkey"),
    ("cassandra", "Cassandra"),
    ("couchdb", "CouchDB"),
    ("influxdb", "InfluxDB"),
    ("elasticsearch", "Elasticsearch"),
    ("opensearch", "OpenSearch"),
    ("rabbitmq", "RabbitMQ"),
    ("neo4j", "Neo4j"),
    ("sqlite", "SQLite"),
];

/// What is lost with a resource of a type; `None` if it holds no data.
pub fn data_of(kind: &str) -> Option<&'static str> {
    let kind = kind.strip_prefix("AWS::")?;
    DATA.iter().find(|row| row.0 == kind).map(|row| row.1)
}

/// True if a policy can take a snapshot of resources of a type.
pub fn takes_snapshots(kind: &str) -> bool {
    kind.strip_prefix("AWS::").is_some_and(|kind| SNAPSHOTS.contains(&kind))
}

/// The program that holds data, by the name of a package or service: `mariadb105-server`. Clients hold none.
pub fn data_program(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let is_client =
        ["client", "-devel", "-dev", "-libs", "-common", "-connector"].iter().any(|part| name.contains(part));
    let plain = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_alphabetic());
    let matches = |start: &str| name.strip_prefix(start).is_some_and(plain);
    PROGRAMS.iter().find(|row| !is_client && matches(row.0)).map(|row| row.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_known_by_their_packages_and_services() {
        for (name, program) in [
            ("mariadb105-server", Some("MariaDB")),
            ("mariadb", Some("MariaDB")),
            ("postgresql15-server", Some("PostgreSQL")),
            ("postgresql-client", None),
            ("mysqld", Some("MySQL")),
            ("redis6", Some("Redis")),
            ("httpd", None),
            ("mysqltuner", None),
        ] {
            assert_eq!(data_program(name), program, "{name}");
        }
    }

    #[test]
    fn types_with_snapshots_hold_data() {
        for kind in SNAPSHOTS {
            assert!(data_of(&format!("AWS::{kind}")).is_some(), "{kind}");
        }
        assert!(takes_snapshots("AWS::RDS::DBInstance") && !takes_snapshots("AWS::EC2::Instance"));
    }
}
