namespace SmartCity.Protocols.Cap;

#pragma warning disable CS1591 // the members are the code values of the standard, word for word

/// <summary>How an alert is meant. CAP 1.2 §3.2.1 status.</summary>
public enum CapStatus { Actual, Exercise, System, Test, Draft }

/// <summary>What an alert does. CAP 1.2 §3.2.1 msgType.</summary>
public enum CapMessageType { Alert, Update, Cancel, Ack, Error }

/// <summary>For whom an alert is. CAP 1.2 §3.2.1 scope.</summary>
public enum CapScope { Public, Restricted, Private }

/// <summary>What kind of event it is. CAP 1.2 §3.2.2 category.</summary>
public enum CapCategory { Geo, Met, Safety, Security, Rescue, Fire, Health, Env, Transport, Infra, CBRNE, Other }

/// <summary>What the audience should do. CAP 1.2 §3.2.2 responseType.</summary>
public enum CapResponseType { Shelter, Evacuate, Prepare, Execute, Avoid, Monitor, Assess, AllClear, None }

/// <summary>How soon to act. CAP 1.2 §3.2.2 urgency.</summary>
public enum CapUrgency { Immediate, Expected, Future, Past, Unknown }

/// <summary>How bad it is. CAP 1.2 §3.2.2 severity.</summary>
public enum CapSeverity { Extreme, Severe, Moderate, Minor, Unknown }

/// <summary>How sure it is. CAP 1.2 §3.2.2 certainty.</summary>
public enum CapCertainty { Observed, Likely, Possible, Unlikely, Unknown }
