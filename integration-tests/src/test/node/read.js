// A stranger's client: reads a Wireroom topic from its beginning with KafkaJS, decodes values through the registry, prints
// each record as a line of JSON on stdout, and ends when the record with the wanted key has come.
//
//   node read.js BROKERS REGISTRY TOPIC KEY SECONDS
'use strict';

const { Kafka, logLevel } = require('kafkajs');
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');

const [brokers, registryUrl, topic, key, seconds] = process.argv.slice(2);
const kafka = new Kafka({ clientId: 'stranger', brokers: brokers.split(','), logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host: registryUrl });

async function read() {
  const consumer = kafka.consumer({ groupId: `stranger-${process.pid}-${Date.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise((found, failed) => {
    setTimeout(failed, seconds * 1000, new Error(`no record with key ${key} on ${topic} within ${seconds} s`));
    consumer.on(consumer.events.CRASH, ({ payload }) => failed(payload.error));
    consumer.run({
      eachMessage: async ({ partition, message }) => {
        const value = message.value && (await registry.decode(message.value));
        const record = { partition, offset: message.offset, key: String(message.key), value };
        console.log(JSON.stringify(record));
        if (record.key === key) found();
      },
    }).catch(failed);
  });
  await consumer.disconnect();
}

read().then(
  () => process.exit(0),
  (error) => {
    console.error(error.stack);
    process.exit(1);
  },
);
